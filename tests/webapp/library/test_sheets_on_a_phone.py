"""Guards pages and pictures as a phone shows them: the right width asked, larger within its frame, readable by all.

Real Chromium with a phone's screen. Pictures of every page are left in the folder of artefacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.library.conftest import FixedClock, open_box, open_library
from tests.webapp.library.phones import Served, follow, phone
from tests.webapp.library.sheets import ALBUM, BOOK, COMIC, SCAN, fill_with_sheets

pytestmark = pytest.mark.desk("chromium")
PAGES = {
    "page": f"{BOOK}/2", "larger": f"{BOOK}/2?xem=to", "as-text": f"{BOOK}/2?xem=chu", "scan": f"{BOOK}/{SCAN}",
    "album-picture": f"{ALBUM}/1", "album-larger": f"{ALBUM}/1?xem=to", "comic": f"{COMIC}/2",
    "album": ALBUM, "found-inside": f"{BOOK}/tim?q=nuong",
    "no-such-number": f"{BOOK}/den?trang=99", "english-page": f"/en{BOOK}/2",
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("sheets")
    library = open_library(folder, FixedClock())
    fill_with_sheets(library)
    library.close()
    box = open_box(folder)
    running = Served(box)
    yield running
    running.close()
    box.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_without_an_error(served: Served, chromium: Any, name: str, artefacts: Path) -> None:
    faults: list[str] = []
    for width, root in ((360, "112.5%"), (320, "112.5%"), (320, "225%")):
        page = phone(chromium, width)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served.root + PAGES[name])
        page.evaluate(f"document.documentElement.style.fontSize = '{root}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width} px, {root}"
        page.screenshot(path=artefacts / f"sheet-{name}-{width}-{root.partition('%')[0]}.png", full_page=True)
        page.context.close()
    assert not faults


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(served: Served, chromium: Any, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = phone(chromium, color_scheme=scheme, bypass_csp=True)
    page.goto(served.root + PAGES[name])
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("density", "view", "width"), [(1, "", 360), (2, "", 720), (3, "", 1080), (1, "?xem=to", 720), (2, "?xem=to", 1440)]
)
def test_a_phone_asks_for_one_picture_of_the_width_of_its_screen(
    served: Served, chromium: Any, script: bool, density: int, view: str, width: int
) -> None:
    page = phone(chromium, device_scale_factor=density, java_script_enabled=script)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/trang/" in one.url else None)
    with page.expect_response(lambda one: "/trang/" in one.url and one.status == 200):
        page.goto(f"{served.root}{BOOK}/2{view}")
    page.context.close()
    assert asked == [f"{served.root}{BOOK}/trang/2-{width}.webp"]


def test_a_larger_page_is_twice_as_wide_and_moves_within_its_frame_alone(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/2?xem=to")
    frame = "document.querySelector('.khung-anh')"
    shown, whole = page.evaluate(f"[{frame}.clientWidth, {frame}.scrollWidth]")
    assert whole == 2 * shown
    assert page.evaluate(f"{frame}.scrollHeight > {frame}.clientHeight")
    page.evaluate(f"{frame}.scrollTo(200, 100)")
    assert page.evaluate(f"[{frame}.scrollLeft, {frame}.scrollTop, pageXOffset]") == [200, 100, 0]
    page.context.close()


def test_nothing_moves_when_the_picture_comes(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.route("**/trang/**", lambda route: route.abort())
    page.goto(f"{served.root}{BOOK}/2")
    without = page.locator("a[rel=next]").bounding_box()
    page.context.close()
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/2")
    page.wait_for_function("document.querySelector('.khung-anh img').naturalWidth > 0")
    assert page.locator("a[rel=next]").bounding_box() == without
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_book_of_pages_is_read_larger_as_text_and_from_a_page_on(served: Served, chromium: Any, script: bool) -> None:
    page = phone(chromium, java_script_enabled=script)
    page.goto(f"{served.root}{BOOK}/1")
    follow(page, "text=Phóng to")
    follow(page, "a[rel=next]")
    assert page.url == f"{served.root}{BOOK}/2?xem=to"
    follow(page, "text=Bản chữ")
    assert "Trên nương dốc" in page.inner_text("article")
    page.fill("input[name=trang]", "5")
    follow(page, "text=Mở >> nth=-1")
    assert page.url == f"{served.root}{BOOK}/5?xem=chu"
    follow(page, "text=Xem ảnh trang")
    follow(page, "text=Hết. Về trang sách")
    assert page.inner_text("h1") == "Sổ tay trồng ngô"
    page.context.close()


def kept_page(served: Served, page: Any) -> str:
    """The first button of the book's page: the one that goes on."""
    page.goto(served.root + BOOK)
    return str(page.locator("section[data-sach] a:visible").first.inner_text().strip())


def test_the_phone_keeps_the_page_that_was_turned_to(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/1?xem=to")
    follow(page, "a[rel=next]")
    follow(page, "a[rel=next]")
    assert kept_page(served, page) == "Đọc tiếp\nTrang 3"
    page.context.close()


def test_who_turns_faster_than_the_script_comes_goes_on_from_the_right_page(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/1")
    page.route("**/doc-*.js", lambda route: route.abort())
    follow(page, "a[rel=next]")
    page.unroute("**/doc-*.js")
    follow(page, "a[rel=next]")
    assert kept_page(served, page) == "Đọc tiếp\nTrang 3"
    page.context.close()


def test_a_step_back_and_a_look_elsewhere_leave_the_page_that_was_reached(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/2")
    follow(page, "a[rel=next]")
    page.go_back()
    page.goto(f"{served.root}{BOOK}/5")
    assert kept_page(served, page) == "Đọc tiếp\nTrang 3"
    page.context.close()


def test_a_page_opened_by_its_number_is_the_one_to_go_on_from(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(f"{served.root}{BOOK}/1")
    page.fill("input[name=trang]", "4")
    follow(page, "text=Mở >> nth=-1")
    assert page.url == f"{served.root}{BOOK}/4"
    assert kept_page(served, page) == "Đọc tiếp\nTrang 4"
    page.context.close()


def test_a_picture_that_the_busy_box_could_not_draw_is_asked_for_again(served: Served, chromium: Any) -> None:
    page = phone(chromium)
    asked: list[str] = []

    def busy_once(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, body="busy") if len(asked) == 1 else route.continue_()

    page.route("**/trang/**", busy_once)
    with page.expect_response(lambda one: "/trang/" in one.url and one.status == 200):
        page.goto(f"{served.root}{BOOK}/3")
    page.locator(".khung-anh img").evaluate("image => image.decode()")
    assert len(asked) == 2
    assert "đợi một chút rồi mở lại" in page.get_attribute(".khung-anh img", "alt")
    page.context.close()


def test_at_night_the_paper_stays_white(served: Served, chromium: Any) -> None:
    page = phone(chromium, color_scheme="dark")
    page.goto(f"{served.root}{BOOK}/2")
    ground = "getComputedStyle(document.querySelector('.khung-anh')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 19, 28)"
    page.context.close()
