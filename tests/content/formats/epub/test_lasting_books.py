"""Guards against books that would be read for ever: what is odd in one costs no more than its length.

Each is read by the limited worker, so that one that takes too long is refused as such, and the test with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.formats.reading import Extract, ReadLimits
from content.formats.worker import Worker
from tests.content.formats.epub.books import read_book
from tests.epubs import document, make_epub, prose

STORY = f"<h1>Hồi 1</h1><p>{prose(1, 400)}</p>"
LONG = 150_000


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(limits=ReadLimits(seconds=5)) as started:
        yield started


def test_title_of_underscores_is_read(worker: Worker, tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", metadata=f"<dc:title>{'_' * 60}a{'_a' * 60})</dc:title>")
    assert worker.read(path, tmp_path / "out").description.title.endswith("_a)")


def test_metadata_of_thousands_of_lines_are_read(worker: Worker, tmp_path: Path) -> None:
    refining = "".join(f'<meta refines="#t" property="p{n}">x</meta>' for n in range(9_900))
    titles = '<dc:title id="t">Sách</dc:title>' * 10_000
    said = worker.read(make_epub(tmp_path / "b.epub", metadata=titles + refining), tmp_path / "out").description
    assert said.title == "Sách"


def test_what_refines_first_is_believed(tmp_path: Path) -> None:
    metadata = (
        '<dc:title id="a">Phụ</dc:title><dc:title id="b">Chính</dc:title><meta refines="#a" property="title-type">'
        'subtitle</meta><meta refines="#b" property="title-type">main</meta><meta refines="#b" '
        'property="title-type">subtitle</meta>'
    )
    book = read_book(make_epub(tmp_path / "b.epub", metadata=metadata), tmp_path / "out")
    assert book.extract.description.title == "Chính: Phụ"


@pytest.mark.parametrize("opening", ["<!--", "<script>", "<style></script "])
def test_description_of_openings_is_read(worker: Worker, tmp_path: Path, opening: str) -> None:
    text = f"--></script>{opening * 5_000}"[:19_990].replace("<", "&lt;")
    # One that says no more than the title is passed over for the next.
    metadata = f"<dc:title>Script, style</dc:title>{f'<dc:description>{text}</dc:description>' * 100}"
    assert worker.read(make_epub(tmp_path / "b.epub", metadata=metadata), tmp_path / "out").parts


@pytest.mark.parametrize(
    "chapter",
    {
        "numbers of pages": f"<p>{' 1' * 5_990} x</p>" * 60,
        "a length": document("<p>a</p>", head=f"<style>p {{margin-left:{'1' * LONG}x}}</style>"),
        "angles": f"<p>a</p><!--{'<' * 260_000}-->",
    }.items(),
    ids=lambda pair: pair[0],
)
def test_long_lines_are_read(worker: Worker, tmp_path: Path, chapter: tuple[str, str]) -> None:
    assert read(worker, tmp_path, chapter[1], chapter[1]).parts


def test_style_sheet_of_thousands_of_rules_is_read(worker: Worker, tmp_path: Path) -> None:
    rules = "".join(f".a{n} p.a {{text-align: center}}" for n in range(3_000)) + ".last p.a {text-align: right}"
    body = f'<div class="a7">{f"<p class={chr(34)}a{chr(34)}>x</p>" * 20_000}</div><p class="a">y</p>'
    chapter = document(body, head='<link rel="stylesheet" href="s.css"/>')
    extract = read(worker, tmp_path, chapter, files={"s.css": rules})
    html = (tmp_path / "out" / extract.parts[0].file).read_text(encoding="utf-8")
    assert '<p class="g">x</p>' in html


@pytest.mark.parametrize("layout", ["reflowable", "pre-paginated"])
@pytest.mark.parametrize("odd", ["1" * 5_000, "(" * 5_000, "{" * 5_000], ids=["number", "brackets", "braces"])
def test_style_that_a_tokenizer_cannot_bear_is_passed_over(tmp_path: Path, layout: str, odd: str) -> None:
    chapter = document(f'<p style="margin:{odd}">chữ</p>', head=f"<style>p {{margin: {odd}}}</style>")
    metadata = f'<dc:title>x</dc:title><meta property="rendition:layout">{layout}</meta>'
    path = make_epub(tmp_path / "b.epub", chapters=[chapter], metadata=metadata)
    assert "chữ" in read_book(path, tmp_path / "out").whole


def read(worker: Worker, tmp_path: Path, *chapters: str, files: dict[str, str | bytes] | None = None) -> Extract:
    return worker.read(make_epub(tmp_path / "b.epub", chapters=chapters, files=files), tmp_path / "out")
