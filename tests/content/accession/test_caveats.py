"""Guards what `add` warns of: the record is there all the same, and what a sidecar says is not warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.accession import warned
from content.formats.reading import Caveat
from content.library import Library
from tests.content.accession.boxes import bring, only, small
from tests.content.libraries import catalogue
from tests.epubs import make_epub, prose

WHOLE = "<dc:title>Làng</dc:title><dc:creator>Kim Lân</dc:creator><dc:language>vi</dc:language>"
TEXT = "<p>" + "Con trâu và người cùng đi ra đồng, không ai nói một câu nào, vì đã mệt lắm rồi. " * 20 + "</p>"
UID = '<dc:identifier id="uid">x</dc:identifier>'


def warnings(library: Library, path: Path, metadata: str, body: str = "", **more: object) -> tuple[Caveat, ...]:
    make_epub(path, metadata=metadata + UID, chapters=[body or TEXT], **more)  # type: ignore[arg-type]
    return only(bring(library, path, limits=small())).warnings


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (WHOLE, ()),
        (WHOLE.replace("Làng", "LÀNG TÔI"), (Caveat.TITLE_IN_CAPITALS,)),
        (WHOLE.replace("Làng", "Song mon"), (Caveat.TITLE_WITHOUT_MARKS,)),
        (WHOLE.replace("Làng", "SONG MON"), (Caveat.TITLE_IN_CAPITALS, Caveat.TITLE_WITHOUT_MARKS)),
        (WHOLE.replace("Kim Lân", "Unknown"), (Caveat.NO_CREATOR,)),
        (WHOLE.replace(">vi<", ">en<"), (Caveat.LANGUAGE_GUESSED,)),
        (WHOLE.replace(">vi<", ">vi-VN<"), ()),
        (WHOLE.replace("<dc:language>vi</dc:language>", ""), (Caveat.LANGUAGE_GUESSED,)),
        (WHOLE.replace("<dc:title>Làng</dc:title>", ""), (Caveat.TITLE_GUESSED,)),
    ],
)
def test_what_is_worth_a_look_is_said(
    library: Library, folder: Path, metadata: str, expected: tuple[Caveat, ...]
) -> None:
    assert warnings(library, folder / "Làng xưa.epub", metadata) == expected


def test_book_of_no_known_language_says_so(library: Library, folder: Path) -> None:
    metadata = WHOLE.replace("<dc:language>vi</dc:language>", "")
    assert warnings(library, folder / "a.epub", metadata, "<p>Nyob zoo os.</p>") == (Caveat.NO_LANGUAGE,)


def test_book_with_a_picture_that_cannot_be_kept_says_so(library: Library, folder: Path) -> None:
    found = warnings(
        library,
        folder / "a.epub",
        WHOLE,
        f'{TEXT}<img src="hong.png"/>',
        manifest_extra='<item id="p" href="hong.png" media-type="image/png"/>',
        replace={"OEBPS/hong.png": b"\x89PNG\r\n\x1a\n rotten"},
    )
    assert found == (Caveat.LEFT_OUT,)


def test_sidecar_settles_what_would_be_warned_of(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text('title = "Làng"\ncreators = ["Kim Lân"]\nlanguage = "vi"\n')
    assert warnings(library, folder / "a.epub", "<dc:title>LANG</dc:title>") == ()


def test_book_without_any_title_is_called_after_its_file(library: Library, folder: Path) -> None:
    path = folder / "Chuyện cũ_Sơn La.epub"
    make_epub(path, metadata=UID, chapters=[f"<p>{prose(9)}</p>"])
    assert only(bring(library, path)).title == "Chuyện cũ Sơn La"


def test_creator_in_capitals_is_written_as_a_name(library: Library, folder: Path) -> None:
    path = make_epub(folder / "a.epub", metadata=WHOLE.replace("Kim Lân", "KIM LÂN") + UID)
    shown = catalogue(library).shown(only(bring(library, path)).record)
    assert shown is not None
    assert [creator.name for creator in shown.record.creators] == ["Kim Lân"]


def test_every_caveat_has_a_sentence_of_its_own() -> None:
    said = [warned(caveat) for caveat in Caveat]
    assert len(set(said)) == len(said)
    assert all(text.endswith(".") for text in said)
