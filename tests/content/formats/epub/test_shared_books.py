"""Guards that real books read well: every EPUB of the shared data is read whole, or refused by name."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from content.formats.epub import EpubReader
from content.formats.reading import RefusedError
from tests.content.formats.epub.books import Book, read_book

pytestmark = pytest.mark.shared

VIETNAMESE = "epub/vi_public_domain"
OTHERS = ("epub/epubcheck", "epub/idpf_samples", "epub/readers", "epub/w3c_epub_tests")
LETTERS = re.compile(r"[^\W\d_]")
KEPT = 0.99


def books_in(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.epub"))
    assert found, folder
    return found


def letters(text: str) -> int:
    return len(LETTERS.findall(unicodedata.normalize("NFC", text)))


def letters_of_source(path: Path) -> int:
    """Letters in the bodies of all documents of a book, read as plainly as can be."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"\.x?html?$", name):
                data = archive.read(name).decode("utf-8", "replace").encode()
                root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
                body = root.find("body") if root is not None else None
                if body is not None:
                    etree.strip_elements(body, "script", "style", with_tail=False)
                    count += letters("".join(map(str, body.itertext())))
    return count


def letters_of_book(book: Book) -> int:
    return sum(letters(book.tree(part.number).text_content()) for part in book.extract.parts)


def test_all_vietnamese_books_read_well(shared_data: Path, tmp_path: Path) -> None:
    for number, path in enumerate(books_in(shared_data / VIETNAMESE)):
        book = read_book(path, tmp_path / str(number))
        said = book.extract.description
        assert said.language == "vi", path.name
        assert said.title, path.name
        assert "@" not in said.publisher, path.name
        assert len(said.creators) <= 4, path.name
        assert all(2 <= len(creator.name) <= 60 for creator in said.creators), path.name
        assert book.extract.contents, path.name
        assert book.extract.passages, path.name
        assert letters_of_book(book) >= KEPT * letters_of_source(path), path.name


def test_all_vietnamese_books_are_recognised(shared_data: Path) -> None:
    for path in books_in(shared_data / VIETNAMESE):
        with path.open("rb") as file:
            assert EpubReader().recognises(file.read(4096), path), path.name


@pytest.mark.parametrize("folder", OTHERS)
def test_every_other_book_is_read_or_refused_by_name(shared_data: Path, tmp_path: Path, folder: str) -> None:
    refused = 0
    paths = books_in(shared_data / folder)
    for number, path in enumerate(paths):
        try:
            read_book(path, tmp_path / str(number))
        except RefusedError:
            refused += 1
        except AssertionError as error:
            raise AssertionError(path.name) from error
    assert refused <= len(paths) / 5


def test_sample_of_right_to_left_pages_turns_that_way(shared_data: Path, tmp_path: Path) -> None:
    book = read_book(shared_data / "epub/w3c_epub_tests/pkg-spine-progression_rtl.epub", tmp_path / "book")
    assert book.extract.direction == "rtl"
