"""Guards pictures of pages: drawn in the widths there are, not sent twice, never a page in the place of an image."""

from __future__ import annotations

import io
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.serving import make_server

from appliance.config import LibrarySettings
from appliance.drawing import WAITING_MOST, DrawingDesk
from content.holdings import Blobs, PagePictures
from tests.appliance.drawing.gated import GATED, say
from tests.webapp.library.conftest import Box, FixedClock, open_library
from tests.webapp.library.sheets import ALBUM, BOOK, BROKEN, RENTED, fill_with_sheets
from webapp.library.app import create_app
from webapp.library.page_picture import ALL_WIDTHS

PATIENCE = 60


@pytest.fixture
def sheets(tmp_path: Path, box_maker: Callable[[Path], Box]) -> Iterator[Box]:
    library = open_library(tmp_path, FixedClock())
    fill_with_sheets(library)
    library.close()
    opened = box_maker(tmp_path)
    yield opened
    opened.close()


def test_a_page_is_drawn_as_wide_as_it_is_asked_for(sheets: Box) -> None:
    for width, ending, kind in ((360, "webp", "WEBP"), (720, "jpg", "JPEG")):
        answer = sheets.get(f"{BOOK}/trang/2-{width}.{ending}")
        assert answer.status_code == 200
        assert answer.content_type == f"image/{kind.lower()}"
        with Image.open(io.BytesIO(answer.data)) as picture:
            assert (picture.format, picture.width) == (kind, width)
    assert not sheets.events.events


def test_who_has_a_picture_is_not_sent_it_again_and_nothing_is_drawn(sheets: Box) -> None:
    address = f"{BOOK}/trang/2-720.webp"
    first = sheets.get(address)
    again = sheets.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    never_drawn = first.headers["ETag"].replace("-2-720-", "-3-1080-")
    before = set((sheets.library.made / "pages").iterdir())
    assert sheets.get(f"{BOOK}/trang/3-1080.webp", headers={"If-None-Match": never_drawn}).status_code == 304
    assert not {path for path in set((sheets.library.made / "pages").iterdir()) - before if "-1080." in path.name}


def test_a_head_has_the_fields_and_no_picture(sheets: Box) -> None:
    answer = sheets.client.head(f"{BOOK}/trang/2-360.webp")
    assert (answer.status_code, answer.content_type, answer.data) == (200, "image/webp", b"")


def test_only_the_widths_and_pages_that_there_are_can_be_asked_for(sheets: Box) -> None:
    assert frozenset({360, 540, 720, 1080, 1440, 2160}) == ALL_WIDTHS
    for name in ("2-721.webp", "2-9999.webp", "99-720.webp", "0-720.webp", "2-720.png", "2.webp"):
        assert sheets.get(f"{BOOK}/trang/{name}").status_code == 404
    assert sheets.get(f"{ALBUM}/trang/1-720.webp").status_code == 404


def test_a_page_that_cannot_be_drawn_is_told_in_a_few_plain_words(sheets: Box) -> None:
    answer = sheets.get(f"{BROKEN}/trang/1-360.webp")
    assert answer.status_code == 404
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "không vẽ được" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_picture_of_a_restricted_book_is_kept_by_nobody_between(sheets: Box) -> None:
    assert sheets.get(f"{BOOK}/trang/1-360.webp").headers["Cache-Control"] == "no-cache"
    assert sheets.get(f"{RENTED}/trang/1-360.webp").headers["Cache-Control"] == "private, no-cache"


def test_a_picture_is_asked_for_by_right_each_time(sheets: Box) -> None:
    assert sheets.get(f"{BOOK}/trang/1-360.webp").status_code == 200
    with sheets.library.write() as tx:
        tx.execute("UPDATE record SET rights_until='2020-01-01' WHERE title='Sổ tay trồng ngô'")
    assert sheets.get(f"{BOOK}/trang/1-360.webp").status_code in {404, 410}


def test_the_folder_of_pictures_begins_empty(sheets: Box) -> None:
    sheets.get(f"{BOOK}/trang/1-360.webp")
    assert list((sheets.library.made / "pages").iterdir())
    sheets.desk.close()  # it may be drawing the next page
    settings = LibrarySettings()
    create_app(sheets.library, config=settings, clock=sheets.clock, events=sheets.events, letters=sheets.letters)
    assert not (sheets.library.made / "pages").exists()


class Slow:
    """The library on a free port, whose pages are drawn by a drawer that can be held."""

    def __init__(self, box: Box) -> None:
        kept = PagePictures(box.library.made, most=1 << 20)
        self.desk = DrawingDesk(kept, monotonic=box.clock.monotonic, drawers=GATED)
        settings = LibrarySettings()
        app = create_app(
            box.library, config=settings, clock=box.clock, events=box.events, letters=box.letters, drawing=self.desk
        )
        row = box.library.read().execute("SELECT sha256 FROM item WHERE name='ngo.pdf'").fetchone()
        self.file = Blobs(box.library.blobs_folder).path(row[0])
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def ask(self, page: int, width: int) -> tuple[int, str, str | None]:
        """Status, media type and Retry-After of a picture."""
        address = f"http://127.0.0.1:{self.server.server_port}{BOOK}/trang/{page}-{width}.webp"
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status, answer.headers["Content-Type"], answer.headers["Retry-After"]
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.headers["Retry-After"]

    def close(self) -> None:
        """Stops."""
        say(self.file, "go")
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.desk.close()


@pytest.fixture
def slow(sheets: Box) -> Iterator[Slow]:
    running = Slow(sheets)
    yield running
    running.close()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_the_tenth_of_ten_is_told_when_to_come_again_and_all_others_get_their_picture(slow: Slow) -> None:
    say(slow.file, "hold")
    asked = [(page, width) for page in (1, 2) for width in sorted(ALL_WIDTHS)][: WAITING_MOST + 1]
    with ThreadPoolExecutor(len(asked)) as phones:
        first = phones.submit(slow.ask, *asked[0])
        until(lambda: slow.desk.is_drawing)
        others = [phones.submit(slow.ask, *one) for one in asked[1:]]
        until(lambda: slow.desk.waiting == WAITING_MOST)
        assert slow.ask(5, 360) == (503, "text/plain; charset=utf-8", "5")
        say(slow.file, "go")
        assert {one.result(PATIENCE) for one in (first, *others)} == {(200, "image/webp", None)}
    assert slow.ask(5, 360)[0] == 200
