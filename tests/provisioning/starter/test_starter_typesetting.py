"""Guards how a chapter's Markdown becomes XHTML, and that a damaged manuscript is refused by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from provisioning.starter import ManuscriptError, bind, read_manuscript
from provisioning.starter._typesetting import Heading, typeset

XML_FILES = ("EPUB/sach.opf", "EPUB/muc-luc.xhtml", "EPUB/muc-luc.ncx", "EPUB/01-mot.xhtml")
DESCRIPTION = """uuid = "00000000-0000-4000-8000-000000000000"
title = "Thử & xem"
creators = ["Ban"]
language = "vi"
description = "Thử"
publisher = "Ban"
issued = "2026"
modified = "2026-11-23T00:00:00Z"
audience = "general"
institution = "other"
ddc = ["028"]
keywords = ["thử"]

[rights]
rights_class = "CC-BY-SA"
holder = "Ban"
note = ""
"""


def manuscript_folder(folder: Path, chapter: str, *, description: str = DESCRIPTION) -> Path:
    (folder / "book.toml").write_text(description, encoding="utf-8")
    (folder / "01-mot.md").write_text(chapter, encoding="utf-8")
    return folder


def test_second_headings_get_numbered_anchors() -> None:
    chapter = typeset("01-mot", "# Một\n\n## A & B\n\nx\n\n## C\n")
    assert chapter.title == "Một"
    assert chapter.headings == (Heading(anchor="muc-1", title="A & B"), Heading(anchor="muc-2", title="C"))
    assert '<h2 id="muc-1">A &amp; B</h2>' in chapter.body


def test_link_to_a_chapter_leads_to_its_page() -> None:
    chapter = typeset("01-mot", "# Một\n\n[hai](02-hai.md#muc-1) và [trên](#muc-1)\n\n## A\n")
    assert chapter.links == ("02-hai.xhtml#muc-1", "01-mot.xhtml#muc-1")
    assert 'href="02-hai.xhtml#muc-1"' in chapter.body


def test_note_is_called_and_leads_back_and_its_link_leads_to_a_page() -> None:
    chapter = typeset("01-mot", "# Một\n\nChữ.[^1]\n\n[^1]: Xem [hai](02-hai.md).\n")
    root = etree.fromstring(f'<x xmlns:epub="http://www.idpf.org/2007/ops">{chapter.body}</x>')
    assert [anchor.get("href") for anchor in root.iter("a")] == ["#chu-1", "02-hai.xhtml", "#goi-1"]
    assert root.xpath("//aside/@id") == ["chu-1"]
    assert chapter.links == ("02-hai.xhtml",)


def test_markup_in_the_text_stays_text() -> None:
    assert "&lt;script&gt;" in typeset("01-mot", "# Một\n\n<script>x</script>\n").body


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        ("không có tên\n", "0 titles"),
        ("# Một\n\n# Hai\n", "2 titles"),
        ("# Một\n\n[ra ngoài](https://example.org/)\n", "link out of the book"),
        ("# Một\n\n![](tranh/bia.png)\n", "without a name or a description"),
        ("# Một\n\n![mô tả](anh.jpg)\n", "without a name or a description"),
        ("# Một\n\nChữ.[^1]\n", "notes called"),
        ("# Một\n\n[^1]: Không ai gọi.\n", "notes called"),
    ],
)
def test_a_chapter_that_cannot_be_set_is_refused(markdown: str, reason: str) -> None:
    with pytest.raises(ManuscriptError, match=reason):
        typeset("01-mot", markdown)


def test_title_with_an_ampersand_is_well_formed_everywhere(tmp_path: Path) -> None:
    data = bind(read_manuscript(manuscript_folder(tmp_path, "# Một & hai\n\n## Ba < bốn\n")))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        texts = ["".join(etree.fromstring(book.read(name)).itertext()) for name in book.namelist() if name in XML_FILES]
    assert len(texts) == len(XML_FILES)
    assert sum("Thử & xem" in text for text in texts) == 2
    assert sum("Một & hai" in text and "Ba < bốn" in text for text in texts) == 3


def test_link_to_a_chapter_that_is_not_there_is_refused(tmp_path: Path) -> None:
    manuscript = read_manuscript(manuscript_folder(tmp_path, "# Một\n\n[hai](02-hai.md)\n"))
    with pytest.raises(ManuscriptError, match="02-hai"):
        bind(manuscript)


def test_picture_that_nobody_drew_is_refused(tmp_path: Path) -> None:
    manuscript = read_manuscript(manuscript_folder(tmp_path, "# Một\n\n![con voi](tranh/con-voi.png)\n"))
    with pytest.raises(ManuscriptError, match="con-voi"):
        bind(manuscript)


def test_unknown_key_of_the_description_is_refused(tmp_path: Path) -> None:
    folder = manuscript_folder(tmp_path, "# Một\n", description='colour = "red"\n' + DESCRIPTION)
    with pytest.raises(ManuscriptError, match="colour"):
        read_manuscript(folder)


def test_missing_key_of_the_description_is_refused(tmp_path: Path) -> None:
    folder = manuscript_folder(tmp_path, "# Một\n", description=DESCRIPTION.replace('issued = "2026"\n', ""))
    with pytest.raises(ManuscriptError, match="issued"):
        read_manuscript(folder)


def test_broken_description_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r"book\.toml"):
        read_manuscript(manuscript_folder(tmp_path, "# Một\n", description="title = "))


def test_manuscript_without_chapters_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(DESCRIPTION, encoding="utf-8")
    with pytest.raises(ManuscriptError, match="no chapter"):
        read_manuscript(tmp_path)
