"""Guards duplicates: proposed and never joined by themselves; joined, nothing is lost; set apart, not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.accession import Accession, Added
from content.accession.joining import CannotJoinError, Hindrance
from content.catalogue import OverlayField, doubtful, has_record, lay, was_withdrawn
from content.catalogue.likeness import Reason, moved_into, proposals, set_apart
from content.errors import UnknownRecordError
from content.formats.reading import Caveat
from content.library import Library
from content.records import PrintCopy, RecordId
from tests.content.accession.boxes import accession, bring, left_in_staging, only, strays
from tests.content.libraries import NOW, catalogue
from tests.epubs import make_epub, prose


def kieu(path: Path, seed: int, *, title: str = "Truyện Kiều", creator: str = "Nguyễn Du", more: str = "") -> Path:
    metadata = f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>vi</dc:language>{more}"
    return make_epub(path, metadata=metadata, chapters=[f"<h1>Một</h1><p>{prose(seed)}</p>"])


def paper(path: Path, *, title: str = "TRUYỆN KIỀU", creator: str = "Nguyễn Du", more: str = "") -> Path:
    path.write_text(
        f'title = "{title}"\ncreators = ["{creator}"]\n{more}\n[[copies]]\nholder = "Thư viện xã"\ncopies = 2\n',
        "utf-8",
    )
    return path


def join(library: Library, record: RecordId, into: RecordId) -> None:
    with accession(library) as session:
        session.join(record, into)


def test_same_book_from_another_source_is_proposed_and_not_joined(library: Library, folder: Path) -> None:
    first = only(bring(library, kieu(folder / "a.epub", 1)))
    second = only(bring(library, kieu(folder / "b.epub", 2)))
    assert Caveat.ALIKE in second.warnings
    assert first.record != second.record
    (one,) = proposals(library.read())
    assert (one.record.record, one.other.record, one.reason) == (second.record, first.record, Reason.TITLE)
    assert [record for record, _, seen in doubtful(library.read()) if Caveat.ALIKE in seen] == [second.record]


@pytest.mark.parametrize(
    ("second", "is_alike"),
    [
        ({"title": "TRUYEN KIEU"}, True),
        ({"creator": "nguyễn du"}, True),
        ({"creator": "Nguyễn Công Trứ"}, False),
        ({"title": "Truyện Kiều chú giải"}, False),
        ({"more": "<dc:date>1998</dc:date>"}, False),
        ({"more": "<dc:date>2015-04-01</dc:date>"}, True),
    ],
)
def test_what_speaks_against_one_work(
    library: Library, folder: Path, second: dict[str, str], *, is_alike: bool
) -> None:
    bring(library, kieu(folder / "a.epub", 1, more="<dc:date>2015</dc:date>"))
    added = only(bring(library, kieu(folder / "b.epub", 2, **second)))
    assert (Caveat.ALIKE in added.warnings) == is_alike


def test_one_isbn_is_one_work_whatever_it_is_called(library: Library, folder: Path) -> None:
    isbn = "<dc:identifier>urn:isbn:9786042012348</dc:identifier>"
    bring(library, kieu(folder / "a.epub", 1, more=isbn))
    added = only(bring(library, kieu(folder / "b.epub", 2, title="Kiều", creator="", more=isbn)))
    assert Caveat.ALIKE in added.warnings
    assert proposals(library.read())[0].reason is Reason.IDENTIFIER


@pytest.mark.parametrize("other", ["978-604-2-01234-8", "6042012347", "604-2-01234-7"])
def test_isbn_is_one_however_it_is_written(library: Library, folder: Path, other: str) -> None:
    bring(library, paper(folder / "a.toml", title="Kiều", more='identifiers = ["isbn:9786042012348"]'))
    added = only(bring(library, paper(folder / "b.toml", title="Truyện", more=f'identifiers = ["isbn:{other}"]')))
    assert Caveat.ALIKE in added.warnings


def test_reports_of_nobody_are_not_proposed_to_each_other(library: Library, folder: Path) -> None:
    for seed in range(3):
        added = only(bring(library, kieu(folder / f"{seed}.epub", seed, title="Báo cáo", creator="")))
        assert Caveat.ALIKE not in added.warnings


def test_printed_book_and_its_file_become_one(library: Library, folder: Path) -> None:
    printed = only(bring(library, paper(folder / "kieu.toml")))
    file = only(bring(library, kieu(folder / "a.epub", 1)))
    join(library, printed.record, file.record)
    shown = catalogue(library).shown(file.record)
    assert shown
    assert shown.record.copies == (PrintCopy(holder="Thư viện xã", copies=2),)
    assert (shown.parts, shown.record.title) == (1, "Truyện Kiều")
    assert not has_record(library.read(), printed.record)
    assert moved_into(library.read(), printed.record) == file.record
    assert was_withdrawn(library.read(), printed.record)
    assert proposals(library.read()) == []
    assert not any(Caveat.ALIKE in seen for _, _, seen in doubtful(library.read()))


def test_file_goes_up_in_the_printed_book(library: Library, folder: Path) -> None:
    printed = only(bring(library, paper(folder / "kieu.toml")))
    file = only(bring(library, kieu(folder / "a.epub", 1)))
    join(library, file.record, printed.record)
    shown = catalogue(library).shown(printed.record)
    assert shown
    assert (shown.parts, len(shown.record.items), shown.record.copies[0].copies) == (1, 1, 2)
    assert not strays(library)
    assert left_in_staging(library) == []


def test_two_files_of_one_work_stand_in_one_record_and_come_again_as_known(library: Library, folder: Path) -> None:
    paths = [kieu(folder / "a.epub", 1), kieu(folder / "b.epub", 2)]
    first, second = (only(bring(library, path)) for path in paths)
    join(library, second.record, first.record)
    shown = catalogue(library).shown(first.record)
    assert shown
    assert [item.name for item in shown.record.items] == ["a.epub", "b.epub"]
    assert shown.parts == 2
    assert len(catalogue(library).passages(first.record)) >= 2
    report = bring(library, *paths)
    assert {known.record for known in report.known} == {first.record}
    assert not any(known.changed for known in report.known)
    assert not strays(library)


def test_joined_files_with_sidecars_of_their_own_stay_one_when_they_come_again(library: Library, folder: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        kieu(folder / f"{name}.epub", seed)
        (folder / f"{name}.epub.toml").write_text(f'title = "Truyện Kiều"\npublisher = "Nhà {name}"\n')
    first, second = bring(library, folder).added
    join(library, second.record, first.record)
    report = bring(library, folder)
    assert {(known.record, known.changed) for known in report.known} == {(first.record, False)}
    (folder / "a.epub.toml").write_text('title = "Truyện Kiều"\npublisher = "Nhà khác"\n')
    (folder / "b.epub.toml").write_text('title = "Truyện Kiều"\npublisher = "Nhà lạ"\n')
    bring(library, folder)
    shown = catalogue(library).shown(first.record)
    assert shown
    assert (shown.record.publisher, len(shown.record.items)) == ("Nhà khác", 2)


def test_what_was_set_apart_is_not_proposed_again(library: Library, folder: Path) -> None:
    first = only(bring(library, kieu(folder / "a.epub", 1)))
    second = only(bring(library, kieu(folder / "b.epub", 2)))
    with library.write() as tx:
        set_apart(tx, first.record, second.record, now=NOW)
    assert proposals(library.read()) == []
    with accession(library) as session:
        session.add([paper(folder / "b.epub.toml")])
    assert proposals(library.read()) == []


def test_records_of_other_rights_stay_apart(library: Library, folder: Path) -> None:
    kieu(folder / "a.epub", 1)
    (folder / "a.epub.toml").write_text('[rights]\nclass = "licensed"\nuntil = 2099-01-01\n')
    first = only(bring(library, folder / "a.epub"))
    second = only(bring(library, kieu(folder / "b.epub", 2)))
    before = catalogue(library).shown(second.record)
    for record, into in ((first, second), (second, first)):
        _refused(library, record, into, Hindrance.RIGHTS)
    assert catalogue(library).shown(second.record) == before


def test_what_staff_hid_does_not_come_to_light_by_joining(library: Library, folder: Path) -> None:
    first = only(bring(library, kieu(folder / "a.epub", 1)))
    second = only(bring(library, kieu(folder / "b.epub", 2)))
    with library.write() as tx:
        lay(tx, first.record, OverlayField.HIDDEN, "1", now=NOW)
    _refused(library, first, second, Hindrance.HIDDEN)


def test_record_is_not_joined_with_itself_or_with_nothing(library: Library, folder: Path) -> None:
    one = only(bring(library, kieu(folder / "a.epub", 1)))
    _refused(library, one, one, Hindrance.SAME)
    with pytest.raises(UnknownRecordError):
        join(library, RecordId("local-0f1e2d3c4b5a6978/none"), one.record)


def test_record_that_comes_again_after_it_went_up_is_led_nowhere(library: Library, folder: Path) -> None:
    printed = only(bring(library, paper(folder / "kieu.toml")))
    file = only(bring(library, kieu(folder / "a.epub", 1)))
    join(library, printed.record, file.record)
    again = only(bring(library, folder / "kieu.toml"))
    assert again.record == printed.record
    assert moved_into(library.read(), printed.record) is None


def _refused(library: Library, record: Added, into: Added, hindrance: Hindrance) -> None:
    with accession(library) as session, pytest.raises(CannotJoinError) as caught:
        _join(session, record, into)
    assert caught.value.hindrance is hindrance


def _join(session: Accession, record: Added, into: Added) -> None:
    session.join(record.record, into.record)
