"""Guards how pages are drawn: as wide as wanted, turned as they stand, on white, never larger than is bearable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from content.formats.reading import Drawing, ReadLimits, Refusal
from content.formats.worker import Worker
from tests.content.formats.limited import refused
from tests.pdfs import Leaf, Pdf, Words

WEBP, JPEG = "image/webp", "image/jpeg"
DARK = 128
Draw = Callable[..., Image.Image]
SQUARE = "0 g 50 700 100 100 re f"
"""A black square near the upper left corner of an A4 page."""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(limits=ReadLimits(seconds=30.0), readers=("content.formats.pdf:PdfReader",)) as started:
        yield started


@pytest.fixture
def draw(worker: Worker, tmp_path: Path) -> Draw:
    def one(leaf: Leaf, width: int = 360, media_type: str = WEBP, page: int = 1) -> Image.Image:
        path = Pdf([leaf]).write(tmp_path / "a.pdf")
        drawn = worker.draw(path, tmp_path / "scratch", Drawing(page=page, width=width, media_type=media_type))
        picture = Image.open(tmp_path / "scratch" / drawn.file)
        assert picture.format == ("WEBP" if media_type == WEBP else "JPEG")
        assert picture.size == (drawn.width, drawn.height)
        return picture.convert("RGB")

    return one


def at(picture: Image.Image, across: float, down: float) -> int:
    """How light a picture is at a place, given as shares of its sides."""
    red, green, blue = picture.getpixel((int(across * picture.width), int(down * picture.height)))  # type: ignore[misc]
    return int(red + green + blue) // 3


@pytest.mark.parametrize("media_type", [WEBP, JPEG])
@pytest.mark.parametrize("width", [180, 360, 720, 1440])
def test_page_is_as_wide_as_wanted_and_as_high_as_it_stands(draw: Draw, width: int, media_type: str) -> None:
    picture = draw(Leaf(drawn=SQUARE), width, media_type)
    assert picture.width == width
    assert abs(picture.height - width * 842 / 595) <= 1


def test_what_is_printed_is_dark_on_white_paper(draw: Draw) -> None:
    picture = draw(Leaf(drawn=SQUARE))
    assert at(picture, 100 / 595, 92 / 842) < DARK
    assert at(picture, 0.9, 0.9) == 255


def test_empty_page_is_white(draw: Draw) -> None:
    assert draw(Leaf()).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("turned", "across", "down"), [(0, 0.17, 0.11), (90, 0.89, 0.17), (180, 0.83, 0.89), (270, 0.11, 0.83)]
)
def test_turned_page_is_drawn_as_it_stands(draw: Draw, turned: int, across: float, down: float) -> None:
    picture = draw(Leaf(drawn=SQUARE, turned=turned), 400)
    assert (picture.width > picture.height) == (turned in {90, 270})
    assert at(picture, across, down) < DARK
    assert at(picture, 1 - across, 1 - down) == 255


def test_only_what_the_crop_box_shows_is_drawn(draw: Draw) -> None:
    picture = draw(Leaf(drawn=SQUARE, crop="50 700 150 800"))
    assert picture.size == (360, 360)
    assert at(picture, 0.5, 0.5) < DARK


def test_letters_keep_their_colour_and_greys_none(draw: Draw) -> None:
    red = draw(Leaf(drawn="1 0 0 rg 50 700 100 100 re f"))
    assert red.getpixel((60, 60)) == (255, 0, 0)
    grey = draw(Leaf(words=(Words("Tu sach", size=60.0, helvetica=True),)))
    assert all(pixel[0] == pixel[1] == pixel[2] for _, pixel in grey.getcolors(100_000) or ())  # type: ignore[index]


@pytest.mark.desk("fonts")
def test_vietnamese_letters_are_drawn_where_their_font_is_not_in_the_file(draw: Draw) -> None:
    letter = draw(Leaf(words=(Words("ế", 100.0, 400.0, 300.0, helvetica=True),)))
    assert letter.getextrema()[0][0] < DARK  # type: ignore[index]


def test_words_of_a_page_need_few_bytes(worker: Worker, tmp_path: Path) -> None:
    lines = tuple(
        Words(
            "Ngay xua ngay xua, o mot ban no co hai anh em mo coi cha me song voi nhau",
            50.0,
            780.0 - 16 * n,
            helvetica=True,
        )
        for n in range(46)
    )
    path = Pdf([Leaf(lines)]).write(tmp_path / "a.pdf")
    drawn = worker.draw(path, tmp_path / "out", Drawing(page=1, width=720, media_type=WEBP))
    assert (tmp_path / "out" / drawn.file).stat().st_size < 50_000


def test_photograph_is_no_larger_than_losing_a_little_makes_it(worker: Worker, tmp_path: Path) -> None:
    side = 600
    grain = bytes((x * x + y * y + (x * 31 ^ y * 17)) % 256 for y in range(side) for x in range(side))
    path = Pdf([Leaf(grey=grain, side=side)]).write(tmp_path / "a.pdf")
    drawn = worker.draw(path, tmp_path / "out", Drawing(page=1, width=720, media_type=WEBP))
    data = (tmp_path / "out" / drawn.file).read_bytes()
    assert b"VP8 " in data[:64], "without loss it would be VP8L"


@pytest.mark.parametrize(
    "box", ["0 0 200000 1", "0 0 1 200000", "0 0 1e9 1e9", "0 0 1e-9 1e-9", "0 0 0 0", "0 0 14400 10", "-5 -5 5 1e30"]
)
def test_absurd_page_is_drawn_small_or_refused_by_name(worker: Worker, tmp_path: Path, box: str) -> None:
    path = Pdf([Leaf(drawn=SQUARE, box=box)]).write(tmp_path / "a.pdf")
    try:
        drawn = worker.draw(path, tmp_path / "out", Drawing(page=1, width=2_160, media_type=WEBP))
    except Exception as error:  # noqa: BLE001 - which one is what is looked at
        assert getattr(error, "refusal", None) in {Refusal.DAMAGED, Refusal.TOO_MUCH_MEMORY}  # noqa: PT017
    else:
        assert drawn.width * drawn.height <= 4_300_000
        assert max(drawn.width, drawn.height) <= 16_383


def test_wider_than_any_phone_is_made_narrower(draw: Draw) -> None:
    picture = draw(Leaf(drawn=SQUARE), 50_000)
    assert picture.width * picture.height <= 4_300_000


def test_page_that_is_not_there_is_refused_by_name(draw: Draw) -> None:
    assert refused(draw, Leaf(), 360, WEBP, 2).refusal is Refusal.NOTHING_TO_READ
    assert refused(draw, Leaf(), 360, WEBP, 0).refusal is Refusal.NOTHING_TO_READ


def test_format_that_pages_are_not_drawn_in_is_refused_by_name(draw: Draw) -> None:
    assert refused(draw, Leaf(), 360, "image/png").refusal is Refusal.UNKNOWN_KIND


def test_page_that_is_never_done_costs_the_cover_alone(tmp_path: Path) -> None:
    endless = Path(tmp_path / "a.pdf")
    tiles = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001/Resources<<>>"
    data = Pdf([Leaf((Words("Van con chu", helvetica=True),), drawn="/Pattern cs /T scn 0 0 595 842 re f")]).data()
    pattern = f"900 0 obj<<{tiles}/Length 12>>stream\n0 0 1 1 re f\nendstream endobj\n".encode()
    data = data.replace(b"/Resources<<", b"/Resources<</Pattern<</T 900 0 R>>").replace(b"xref\n", pattern + b"xxxx\n")
    endless.write_bytes(data)
    with Worker(limits=ReadLimits(seconds=5.0), readers=("content.formats.pdf:PdfReader",)) as worker:
        extract = worker.read(endless, tmp_path / "out")
        assert extract.cover == ""
        assert [part.characters for part in extract.parts] == [11]
        wanted = Drawing(page=1, width=720, media_type=WEBP)
        assert refused(worker.draw, endless, tmp_path / "two", wanted).refusal is Refusal.TOO_SLOW
