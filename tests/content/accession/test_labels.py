"""Guards spoken labels: a sidecar makes a short sound the name of a page, and it stands on no list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.accession import Known
from content.catalogue import Label, OverlayField, label_item, labels, lay, own_record, tongues
from content.catalogue.likeness import proposals
from content.formats.reading import Refusal
from content.library import Library
from tests.content.accession.boxes import bring_all, only, refusals, titles
from tests.content.accession.media import picture, sound
from tests.content.libraries import NOW, catalogue

SAID = 'title = "Sách"\nlanguage = "blt-Tavt"\nlabel_of = "/ke/sach"\n'


@pytest.fixture
def said(folder: Path) -> Path:
    file = sound(folder / "ke-sach.mp3")
    file.with_suffix(".toml").write_text(SAID)
    return file


def heard(library: Library, *pages: str, today: date = NOW.today) -> dict[str, tuple[Label, ...]]:
    return labels(library.read(), pages, today)


def test_label_is_heard_by_the_name_of_its_page_and_stands_on_no_list(library: Library, said: Path) -> None:
    added = only(bring_all(library, said))
    assert heard(library, "/ke/sach", "/") == {"/ke/sach": (Label("/ke/sach", "blt", added.record),)}
    assert tongues(library.read(), NOW.today) == ["blt"]
    item = label_item(library.read(), added.record, NOW.today)
    assert item is not None
    assert item.name == "ke-sach.mp3"
    seen = catalogue(library)
    assert (titles(library), seen.all_ids(), seen.titles(), seen.shown(added.record)) == ([], [], [], None)
    own = own_record(library.read(), added.record)
    assert own is not None
    assert own[0].label_of == "/ke/sach"


def test_of_two_in_one_tongue_the_later_is_heard(library: Library, folder: Path, said: Path) -> None:
    only(bring_all(library, said))
    other = sound(folder / "moi.mp3", seed=2)
    other.with_suffix(".toml").write_text(SAID.replace("blt-Tavt", "blt"))
    vietnamese = sound(folder / "viet.mp3", seed=3)
    vietnamese.with_suffix(".toml").write_text(SAID.replace("blt-Tavt", "vi"))
    later, third = only(bring_all(library, other)), only(bring_all(library, vietnamese))
    found = heard(library, "/ke/sach")["/ke/sach"]
    assert found == (Label("/ke/sach", "blt", later.record), Label("/ke/sach", "vi", third.record))
    assert tongues(library.read(), NOW.today) == ["blt", "vi"]


def test_what_staff_hide_what_lacks_consent_and_what_is_described_otherwise_is_not_heard(
    library: Library, said: Path
) -> None:
    added = only(bring_all(library, said))
    with library.write() as tx:
        lay(tx, added.record, OverlayField.HIDDEN, "1", now=NOW)
    assert heard(library, "/ke/sach") == {}
    with library.write() as tx:
        lay(tx, added.record, OverlayField.HIDDEN, None, now=NOW)
    assert heard(library, "/ke/sach")
    said.with_suffix(".toml").write_text(f'{SAID}[recording]\nperson = "Bà Mai"\n')
    assert only_known(library, said).changed
    assert heard(library, "/ke/sach") == {}
    said.with_suffix(".toml").write_text(f'{SAID}[rights]\nclass = "licensed"\nuntil = 2026-11-01\n')
    only_known(library, said)
    assert heard(library, "/ke/sach", today=date(2026, 11, 2)) == {}


def only_known(library: Library, file: Path) -> Known:
    (known,) = bring_all(library, file).known
    return known


def test_label_with_the_title_of_a_book_is_not_proposed_as_one_work_with_it(
    library: Library, folder: Path, said: Path
) -> None:
    book = sound(folder / "sach.mp3", seed=4)
    book.with_suffix(".toml").write_text('title = "Sách"\nlanguage = "blt"\n')
    bring_all(library, said)
    bring_all(library, book)
    assert proposals(library.read()) == []


@pytest.mark.parametrize(
    "page",
    ["", "ke/sach", "/ke/sach/", "/en/ke/sach", "/ke/sach?trang=2", "/sach/a/b/1", "/x", "//ke/sach", "/noi/a/b"],
)
def test_label_of_what_is_no_page_with_a_name_is_refused(library: Library, said: Path, page: str) -> None:
    said.with_suffix(".toml").write_text(SAID.replace("/ke/sach", page))
    assert refusals(bring_all(library, said)) == [Refusal.BAD_SIDECAR]


def test_label_without_a_language_or_of_something_long_is_refused(library: Library, folder: Path, said: Path) -> None:
    said.with_suffix(".toml").write_text('title = "Sách"\nlabel_of = "/ke/sach"\n')
    long = sound(folder / "dai.mp3", frames=3_000)
    long.with_suffix(".toml").write_text(SAID)
    shown = picture(folder / "anh.jpg")
    shown.with_suffix(".toml").write_text(SAID)
    assert refusals(bring_all(library, said, long, shown)) == [Refusal.BAD_SIDECAR] * 3
