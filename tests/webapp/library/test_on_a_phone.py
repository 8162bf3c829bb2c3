"""Guards the pages as a phone shows them: nothing sideways, no error of script, readable without script, accessible.

Real Chromium with a phone's screen. Pictures of every page are left in the folder of artefacts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.library.conftest import open_box
from tests.webapp.library.phones import Served, follow, pause, phone, scroll

pytestmark = pytest.mark.desk("chromium")
PAGES = {
    "home": "/", "shelf": "/ke/sach", "browse": "/duyet", "values": "/duyet/de-tai", "search": "/tim?q=ban",
    "nothing": "/tim?q=may+gat+dap", "help": "/giup-do", "request": "/de-nghi", "not-found": "/nope",
    "record": "{Mùa hoa ban}", "printed": "{Luật Đất đai, bản in}", "read": "{Mùa hoa ban}/2",
    "contents": "{Mùa hoa ban}/muc-luc", "inside": "{Mùa hoa ban}/tim?q=suoi", "thai": "{ꪁꪫꪱꪣ ꪼꪕ}/1",
    "complaint": "{Mùa hoa ban}/bao-loi", "english": "/en/", "hostile": "/duyet/loai/sach",
    "no-part": "{Mùa hoa ban}/99", "law": "{Luật Thư viện, bản in}", "newspaper": "{Báo Sơn La}",
    "sent": "{Mùa hoa ban}/bao-loi/da-nhan", "newest": "/duyet/moi", "english-read": "/en{Mùa hoa ban}/2",
    "table": "{Mèo con đi học}/1",
}  # fmt: skip
ABSENT = {"not-found", "no-part"}


class Pages(Served):
    """The library of these tests."""

    def address(self, name: str) -> str:
        """The address of a page by its name here."""
        before, _, rest = PAGES[name].partition("{")
        title, _, after = rest.partition("}")
        return self.root + before + (self.box.path(title) if title else "") + after


@pytest.fixture(scope="module")
def served(filled: Path) -> Iterator[Pages]:
    box = open_box(filled)
    running = Pages(box)
    yield running
    running.close()
    box.library.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_without_an_error(served: Pages, chromium: Any, name: str, artefacts: Path) -> None:
    faults: list[str] = []
    for width, root in ((360, "112.5%"), (320, "112.5%"), (320, "225%")):
        page = phone(chromium, width)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda line: faults.append(line.text) if line.type == "error" and name not in ABSENT else None
        )
        page.goto(served.address(name))
        page.evaluate(f"document.documentElement.style.fontSize = '{root}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width} px, {root}"
        page.screenshot(path=artefacts / f"{name}-{width}-{root.partition('%')[0]}.png", full_page=True)
        page.context.close()
    assert not faults


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(served: Pages, chromium: Any, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = phone(chromium, color_scheme=scheme, bypass_csp=True)
    page.goto(served.address(name))
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_a_book_is_found_and_read_to_its_end_without_script(served: Pages, chromium: Any) -> None:
    page = phone(chromium, java_script_enabled=False)
    page.goto(served.root)
    page.fill("input[name=q]", "mua hoa")
    follow(page, "text=Tìm >> nth=-1")
    follow(page, "text=Mùa hoa ban")
    follow(page, "text=Đọc ngay")
    follow(page, "a[rel=next]")
    assert "Con trâu đen" in page.inner_text("article")
    follow(page, "a[rel=next]")
    follow(page, "text=Hết. Về trang sách")
    assert page.inner_text("h1") == "Mùa hoa ban"
    assert not page.is_visible("text=Đọc tiếp")
    page.context.close()


def choose(page: Any, words: str) -> None:
    """Presses a button of the form of preferences and waits for the page with its style."""
    follow(page, f"button:has-text('{words}')")


def test_letters_and_ground_are_chosen_and_stay_without_script(served: Pages, chromium: Any) -> None:
    page = phone(chromium, java_script_enabled=False)
    page.goto(served.address("read"))
    page.click("summary")
    choose(page, "Rất to")
    page.click("summary")
    choose(page, "Tối")
    assert page.url == served.address("read")
    page.goto(served.address("contents"))
    assert [cookie["value"] for cookie in page.context.cookies()] == ["4.toi"]
    page.context.close()
    seen = phone(chromium)
    seen.goto(served.address("read"))
    before = seen.evaluate("getComputedStyle(document.querySelector('article')).fontSize")
    seen.click("summary")
    choose(seen, "Rất to")
    after = seen.evaluate("getComputedStyle(document.querySelector('article')).fontSize")
    assert float(after[:-2]) > float(before[:-2])
    seen.goto(served.address("help"))
    choose(seen, "Nền tối")
    assert seen.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 19, 28)"
    seen.context.close()


def test_letters_chosen_at_the_end_of_a_part_leave_the_reader_there_without_script(
    served: Pages, chromium: Any
) -> None:
    page = phone(chromium, java_script_enabled=False)
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(served.address("read"))
    page.locator("nav.duoi summary").click()
    follow(page, "nav.duoi button[value='4']")
    assert page.url == f"{served.address('read')}#:duoi"
    assert page.locator("nav.duoi").bounding_box()["y"] < 300
    page.context.close()


def kept(page: Any) -> list[tuple[str, str]]:
    """Part and place of what the phone keeps, newest first."""
    return [(one["p"], one["o"]) for one in page.evaluate("JSON.parse(localStorage.getItem('doc') || '[]')")]


def test_the_phone_remembers_where_the_reader_was_and_forgets_when_asked(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(served.root)
    assert not page.is_visible("text=Đọc, nghe tiếp")
    page.goto(served.address("read"))
    page.goto(served.root)
    assert page.is_visible("text=Đọc, nghe tiếp")
    row = page.locator("section[data-goc] a")
    assert row.count() == 1
    assert "Mùa hoa ban" in row.inner_text()
    follow(page, "section[data-goc] a")
    assert page.url.startswith(served.address("read"))
    page.goto(served.address("record"))
    buttons = [text.strip() for text in page.locator("section[data-sach] a:visible").all_inner_texts()]
    assert buttons[:2] == ["Đọc tiếp\nBên kia suối", "Đọc từ đầu"]
    assert page.locator("section[data-sach] a:visible").nth(1).get_attribute("class") == "btn p"
    page.click("text=Quên chỗ đang đọc")
    assert page.locator("section[data-sach] a:visible").first.inner_text().strip() == "Đọc ngay"
    assert not page.is_visible("text=Quên chỗ đang đọc")
    page.goto(served.root)
    assert not page.is_visible("text=Đọc, nghe tiếp")
    assert page.context.cookies() == []
    page.context.close()


def test_a_look_at_the_start_does_not_lose_the_place_but_reading_on_takes_it_along(
    served: Pages, chromium: Any
) -> None:
    page = phone(chromium)
    book = served.address("record")
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(f"{book}/3")
    scroll(page, 250)
    before = kept(page)
    assert before[0][0] == "3"
    page.goto(book)
    follow(page, "text=Đọc từ đầu")
    scroll(page, 60)
    assert kept(page) == before
    page.goto(book)
    follow(page, "text=Đọc từ đầu")
    follow(page, "a[rel=next]")
    pause(page, 300)
    assert kept(page)[0][0] == "2"
    page.goto(f"{book}/1")
    scroll(page, 400)
    assert kept(page)[0][0] == "1"
    page.context.close()


def test_the_way_on_and_a_choice_of_letters_lead_to_the_line_that_was_read(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(served.address("read"))
    scroll(page, 420)
    line = first_line(page)
    page.locator("nav.duoi summary").click()
    scroll(page, 420 - page.evaluate("pageYOffset"))
    with page.expect_navigation(wait_until="load"):
        page.locator("nav.duoi button[value='4']").evaluate("button => button.click()")
    pause(page, 300)
    assert first_line(page) == line
    page.goto(served.address("record"))
    follow(page, "text=Đọc tiếp")
    pause(page, 300)
    assert first_line(page) == line
    page.context.close()


def test_who_leaves_by_the_bar_at_the_top_comes_back_to_the_line_that_was_read(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.set_viewport_size({"width": 360, "height": 300})
    page.goto(served.address("read"))
    for _ in range(2):
        scroll(page, 400)
    line, before = first_line(page), kept(page)
    page.evaluate("scrollTo(0, 0)")
    pause(page, 800)
    follow(page, "nav.thanh:not(.duoi) .dan")
    assert kept(page) == before
    follow(page, "text=Đọc tiếp")
    pause(page, 300)
    assert first_line(page) == line
    pause(page, 500)
    page.evaluate("scrollTo(0, 0)")
    page.click("nav.thanh:not(.duoi) summary")
    choose(page, "Rất to")
    pause(page, 300)
    assert first_line(page) == line
    page.context.close()


def first_line(page: Any) -> int:
    """Which block of the text stands at the upper edge of the screen."""
    blocks = "Array.from(document.querySelectorAll('article p,article h1'))"
    return int(page.evaluate(f"{blocks}.filter(one => one.getBoundingClientRect().top < 80).length"))


def test_what_the_phone_remembers_is_never_believed_blindly(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(served.root)
    for kept in ('[{"a":"javascript:alert(1)//","p":"1","t":"x"}]', '{"a":1}', "[null,1,[]]", "not json"):
        page.evaluate("kept => localStorage.setItem('doc', kept)", kept)
        page.goto(served.root)
        assert not page.is_visible("text=Đọc tiếp")
    page.context.close()


def test_at_most_twenty_books_are_remembered(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(served.root)
    page.evaluate(
        "localStorage.setItem('doc', JSON.stringify(Array.from({length: 30}, (_, n) => "
        "({a: '/sach/x/' + n, p: '1', o: '', t: 'T' + n, n: 'P'}))))"
    )
    page.goto(served.address("read"))
    assert page.evaluate("JSON.parse(localStorage.getItem('doc')).length") == 20
    page.context.close()


def test_a_choice_of_letters_or_ground_is_no_step_on_the_way_back(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(served.root)
    page.goto(served.address("read"))
    for words in ("Rất to", "Vừa", "Tối"):
        page.click("nav.thanh:not(.duoi) summary")
        choose(page, words)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 19, 28)"
    page.go_back()
    assert page.url == f"{served.root}/"
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_way_back_from_a_mended_letter_is_our_own_page(served: Pages, chromium: Any, script: bool) -> None:
    page = phone(chromium, java_script_enabled=script)
    page.goto(served.root)
    page.goto(served.address("request"))
    page.click("button.btn")
    page.wait_for_selector("text=Chưa có chữ nào")
    assert page.evaluate("document.activeElement.name") == "dn"
    page.fill("textarea", "Sách nuôi ong")
    page.click("button.btn")
    page.wait_for_url("**/de-nghi/da-nhan")
    assert served.box.letters.letters[-1].text == "Sách nuôi ong"
    page.go_back()
    assert page.url == served.address("request")
    assert page.inner_text("h1") == "Đề nghị tài liệu"
    page.context.close()


def test_at_night_what_is_not_chosen_does_not_look_chosen(served: Pages, chromium: Any) -> None:
    page = phone(chromium, color_scheme="dark")
    page.goto(served.address("complaint"))
    free = "document.querySelector('input[type=radio]:not(:checked)')"
    assert page.evaluate(f"getComputedStyle({free}).appearance") == "none"
    assert page.evaluate(f"getComputedStyle({free}).backgroundColor") == "rgb(18, 19, 28)"
    page.context.close()


@pytest.mark.parametrize("size", ["", " to", "ke"])
def test_author_and_band_of_a_drawn_cover_stand_clear_of_its_title(served: Pages, chromium: Any, size: str) -> None:
    titles = ["Bản án chế độ thực dân Pháp", "Phau Ntawv Hmoob Kawm Nyeem Hmoob thiab sau ntawv", "Ế Ữ Ặ Ổ"]
    page = phone(chromium)
    page.goto(served.root)
    for cut in (1, 2, 3):
        for title in titles:
            long = " dai" if len(title) > 20 else ""
            page.evaluate(
                f'document.body.innerHTML = \'<div class="ke"><span class="bia c{cut}{long}{size}"><b>{title}</b>'
                f"<u></u><i>Vàng A Sếnh, Giàng A Páo, Sùng A Chứ</i></span></div>'.slice({0 if size == 'ke' else 16})"
            )
            edges = page.evaluate(
                "Array.from(document.querySelectorAll('.bia b,.bia u,.bia i'), one => one.getBoundingClientRect())"
                ".map(one => [one.top, one.bottom])"
            )
            (_, title_end), (band, _), (author, _) = edges
            assert title_end <= author, (cut, title)
            assert cut != 1 or title_end <= band, (cut, title)
            lines = page.evaluate(
                "(() => { const b = document.querySelector('.bia b'), s = getComputedStyle(b);"
                " return (b.clientHeight - parseFloat(s.paddingTop) - parseFloat(s.paddingBottom))"
                " / parseFloat(s.lineHeight); })()"
            )
            assert abs(lines - round(lines)) < 0.06, (cut, title)
    page.context.close()


def test_the_way_to_all_that_is_new_is_a_big_target(served: Pages, chromium: Any) -> None:
    page = phone(chromium)
    page.goto(served.root)
    box = page.locator("h2 a").bounding_box()
    assert (box["height"] >= 48, box["width"] >= 300) == (True, True)
    page.context.close()
