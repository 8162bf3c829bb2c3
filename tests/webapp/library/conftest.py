"""A small library, brought in by the real accession, and its pages: what every test of a page stands on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from appliance.config import LibrarySettings
from appliance.drawing import DrawingDesk
from appliance.making import CoverMaker, OpenLinkMaker, drain
from appliance.opening import open_library
from content.accession import Accession
from content.catalogue import Catalogue
from content.catalogue.shown import Wanted
from content.formats.worker import Worker
from content.library import Library
from content.records import RecordId
from content.trusted_time import Clock, ClockState, MonotonicSeconds, TrustedNow
from content.usage import Event, EventSink, Letter, LetterRefusedError, LetterSink, RefusedBecause
from tests.epubs import make_epub, png, prose
from tests.webapp.library.recordings import fill_with_recordings
from webapp.library import create_app
from webapp.library.app import drawing_desk

TODAY = date(2026, 11, 23)
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
COVER = '<item id="cov" href="cover.png" media-type="image/png" properties="cover-image"/>'


def metadata(title: str, creator: str, language: str = "vi") -> str:
    """Inside of a package's metadata; the texts must be escaped already."""
    return (
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>"
        f'<dc:identifier id="uid">urn:x:{abs(hash(title))}</dc:identifier>'
    )


def fill(folder: Path) -> None:
    """Writes the files of the library that tests look at."""
    _ordinary_books(folder)
    _odd_books(folder)
    _on_paper(folder)


def _ordinary_books(folder: Path) -> None:
    make_epub(
        folder / "Mùa hoa ban.epub",
        chapters=[
            f'<h1>Đường lên bản</h1><p id="dau">{prose(1)}</p><p><a href="c2.xhtml#giua">Sang bên kia suối</a></p>',
            f'<h1>Bên kia suối</h1><p>{prose(2)}</p><p id="giua">Con trâu đen lội qua suối Nậm La.</p>'
            f"<p>{prose(3)}</p>",
            f"<h1>Về nhà</h1><p>{prose(4)}</p>",
        ],
        metadata=metadata("Mùa hoa ban", "Lò Văn Đôi"),
        contents=[(0, "Đường lên bản", "c1.xhtml"), (1, "Bên kia suối", "c2.xhtml#giua"), (0, "Về nhà", "c3.xhtml")],
        manifest_extra=COVER,
        replace={"OEBPS/cover.png": png(200, 300)},
    )
    (folder / "Mùa hoa ban.toml").write_text(
        'description = "Chuyện một mùa xuân.\\n\\nKể cho cả nhà."\ninstitution = "border-guard-post"\n'
        '[rights]\nclass = "CC-BY"\n[subjects]\nkeywords = ["trồng ngô", "chợ/phiên"]\n',
        "utf-8",
    )
    cells = "".join(f"<td>Cân nặng tháng thứ {month}</td>" for month in range(1, 13))
    make_epub(
        folder / "be.epub",
        chapters=[f"<h1>Mèo con</h1><p>{prose(5)}</p><h2>Bảng cân</h2><table><tr>{cells}</tr></table>"],
        metadata=metadata("Mèo con đi học", "Hà Thị Én"),
    )
    (folder / "be.toml").write_text('audience = "children"\n', "utf-8")
    make_epub(
        folder / "thue.epub",
        chapters=[f"<h1>Bài đầu</h1><p>{prose(6)}</p>", f"<p>{prose(7, 90)}</p>"],
        metadata=metadata("Sách thuê", "Nhà xuất bản"),
        opf_extra='<guide><reference type="text" href="c2.xhtml"/></guide>',
        manifest_extra=COVER,
        replace={"OEBPS/cover.png": png(210, 300)},
    )
    (folder / "thue.toml").write_text(
        '[rights]\nclass = "licensed"\nuntil = 2027-01-31\nmax_concurrent = 2\nholder = "NXB Trẻ"\n', "utf-8"
    )
    make_epub(
        folder / "thai.epub",
        chapters=["<h1>ꪼꪕ</h1><p>ꪼꪕ ꪁꪫꪱꪣ</p>"],
        metadata=metadata("ꪁꪫꪱꪣ ꪼꪕ", "Cầm Trọng", "blt-Tavt"),
    )
    (folder / "thai.toml").write_text('language = "blt-Tavt"\n', "utf-8")
    make_epub(
        folder / "mong.epub",
        chapters=["<h1>Nyob zoo</h1><p>Nyob zoo os.</p>"],
        metadata=metadata("Nyob zoo", "Vàng A Sếnh", "hmn"),
    )
    (folder / "mong.toml").write_text('language = "hmn-Latn-x-rpa"\n', "utf-8")


def _odd_books(folder: Path) -> None:
    make_epub(
        folder / "evil.epub",
        chapters=[
            f'<h1 id="i:sach">Xấu</h1><p onclick="alert(3)">{prose(8)}</p><script>alert(4)</script>',
            '<p>Hai <a href="javascript:alert(5)">chạm</a></p>',
        ],
        metadata=metadata("Xấu", "Xấu"),
    )
    literal = EVIL.replace("\\", "\\\\")
    (folder / "evil.toml").write_text(
        f"title = '''{literal}'''\ncreators = ['''{literal}''']\ndescription = '''{literal}'''\n"
        f"publisher = '''{literal}'''\n[subjects]\nkeywords = ['''{literal}''']\n[rights]\nnote = '''{literal}'''\n"
        f"holder = '''{literal}'''\n",
        "utf-8",
    )
    make_epub(
        folder / "tranh.epub",
        chapters=[
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>1</title>'
            '<meta name="viewport" content="width=800, height=1000"/>'
            "<style>p{position:absolute;top:10px}</style></head>"
            f"<body><p>Trang {number} của tranh</p></body></html>"
            for number in (1, 2)
        ],
        metadata=metadata("Truyện tranh", "Hoàng Họa") + '<meta property="rendition:layout">pre-paginated</meta>',
    )


def _on_paper(folder: Path) -> None:
    (folder / "in.toml").write_text(
        'title = "Luật Đất đai, bản in"\nkind = "book"\ninstitution = "law-bookcase"\n'
        '[[copies]]\nholder = "Nhà văn hóa bản Lạn"\ncupboard = "tủ 3"\ncopies = 2\ncall_number = "346 L504Đ"\n',
        "utf-8",
    )
    (folder / "bao.toml").write_text(
        'title = "Báo Sơn La"\nkind = "periodical"\n[[copies]]\nholder = "Bưu điện xã"\n'
        '[[issues]]\nissued = "2026-10-01"\nlabel = "Số 1"\n[[issues]]\nissued = "2026-11-02"\nlabel = "Số 2"\n',
        "utf-8",
    )
    (folder / "luat.toml").write_text(
        'title = "Luật Thư viện, bản in"\nkind = "law"\nissued = "2019-11-21"\n'
        '[[copies]]\nholder = "Nhà văn hóa bản Lạn"\n',
        "utf-8",
    )
    (folder / "luat-in.toml").write_text(
        'title = "Luật Đất đai và hướng dẫn"\nkind = "law"\nissued = "2024"\npublisher = "NXB Tư pháp"\n'
        '[[copies]]\nholder = "Nhà văn hóa bản Lạn"\n',
        "utf-8",
    )
    (folder / "hop.toml").write_text(
        'title = "Sổ tay của hộp"\nkind = "book"\ninstitution = "with-the-box"\nshelf = "hoc-tap"\n'
        'audience = "children"\n[[copies]]\nholder = "Nhà văn hóa bản Lạn"\n',
        "utf-8",
    )
    for number in range(30):
        (folder / f"tap-{number}.toml").write_text(
            f'title = "Tập san nông thôn {number}"\nkind = "document"\n'
            '[[copies]]\nholder = "Trung tâm học tập"\n[subjects]\nkeywords = ["nông thôn"]\n',
            "utf-8",
        )


class FixedClock(Clock):
    """A clock that stands at noon of a day until it is moved."""

    def __init__(self) -> None:
        self.today = TODAY

    def now(self) -> TrustedNow:
        """Noon in Việt Nam."""
        return TrustedNow(datetime.combine(self.today, time(5), UTC), ClockState.TRUSTED)

    def monotonic(self) -> MonotonicSeconds:
        """Always the same moment."""
        return MonotonicSeconds(0.0)


class KeptEvents(EventSink):
    """Keeps events in a list."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def emit(self, event: Event) -> None:
        """Keeps it."""
        self.events.append(event)


class KeptLetters(LetterSink):
    """Keeps letters in a list, or refuses them for a reason."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refuses: RefusedBecause | None = None

    def send(self, letter: Letter) -> None:
        """Keeps it.

        Raises:
            LetterRefusedError: the test wants it so.
        """
        if self.refuses:
            raise LetterRefusedError(self.refuses)
        self.letters.append(letter)


@dataclass
class Box:
    """The library's application with everything around it."""

    library: Library
    app: Flask
    clock: FixedClock
    events: KeptEvents
    letters: KeptLetters
    client: FlaskClient
    desk: DrawingDesk
    paths: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Ends the library and whatever draws its pages."""
        self.desk.close()
        self.library.close()

    def get(self, address: str, **more: Any) -> Any:
        """A page, as a phone without cookies gets it."""
        return self.client.get(address, **more)

    def record(self, title: str) -> RecordId:
        """The id of a record by its title."""
        listing = Catalogue(self.library.read(), TODAY).listing(Wanted(), page=1, size=1000)
        return next(entry.id for entry in listing.entries if entry.title == title)

    def path(self, title: str, word: str = "sach") -> str:
        """The address of a record by its title."""
        if title not in self.paths:
            self.paths[title] = f"/{word}/{self.record(title)}"
        return self.paths[title]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the library that tests look at; tests that change it copy it."""
    source, data = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("data")
    fill(source)
    clock = FixedClock()
    library = open_library(data, clock)
    with Worker() as worker:
        report = Accession(library, worker=worker, now=clock.now()).add([source])
    assert not report.refused, report.refused
    drain(library, [CoverMaker(), OpenLinkMaker()], now=clock.now())
    library.checkpoint()
    library.close()
    return data


def open_box(folder: Path) -> Box:
    """The application over a data folder."""
    clock, events, letters = FixedClock(), KeptEvents(), KeptLetters()
    library = open_library(folder, clock)
    settings = LibrarySettings(name="Tủ sách", place="xã Mường Lạn")
    desk = drawing_desk(library, settings, clock)
    app = create_app(library, config=settings, clock=clock, events=events, letters=letters, drawing=desk)
    return Box(library, app, clock, events, letters, app.test_client(use_cookies=False), desk)


@pytest.fixture
def box(filled: Path) -> Iterator[Box]:
    """The library; not to be changed."""
    opened = open_box(filled)
    yield opened
    opened.library.close()


@pytest.fixture
def own_box(filled: Path, tmp_path: Path) -> Iterator[Box]:
    """The same library, to be changed."""
    shutil.copytree(filled, tmp_path / "data")
    opened = open_box(tmp_path / "data")
    yield opened
    opened.library.close()


@pytest.fixture
def empty_box(tmp_path: Path) -> Iterator[Box]:
    """A library in which nothing stands."""
    opened = open_box(tmp_path / "empty")
    yield opened
    opened.library.close()


@pytest.fixture(scope="session")
def box_maker() -> Callable[[Path], Box]:
    """Opens the application over a data folder."""
    return open_box


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser that every phone of the tests is (desk ring)."""
    from playwright.sync_api import sync_playwright

    from tests.webapp.library.phones import ARGUMENTS

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def recorded_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with recordings; not to be changed."""
    folder = tmp_path_factory.mktemp("recorded")
    library = open_library(folder, FixedClock())
    fill_with_recordings(library)
    library.close()
    return folder


@pytest.fixture
def recorded(recorded_data: Path) -> Iterator[Box]:
    """A library of recordings; not to be changed."""
    opened = open_box(recorded_data)
    yield opened
    opened.library.close()
