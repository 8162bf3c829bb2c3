"""Guards sidecars: what they say wins, what they say wrongly is named, papers and issues become records."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from content.accession import Known
from content.accession.describing import override, periodical_id
from content.accession.sidecar import Sidecar
from content.catalogue import Wanted
from content.formats.reading import Refusal, RefusedError
from content.holdings import Blobs
from content.library import Library
from content.records import Issue, Kind, PrintCopy, Record, RightsClass
from tests.content.accession.boxes import book, bring, only, refusals, strays, titles
from tests.content.libraries import catalogue, put, readable, record


def test_sidecar_overrides_what_the_file_says(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "tam_cam")
    (folder / "a.toml").write_text(
        'title = "Tấm Cám"\ncreators = ["Dân gian"]\nissued = "1957"\naudience = "children"\nlanguage = "vi"\n'
        'institution = "learning-centre"\nshelf = "thieu-nhi"\nidentifiers = ["isbn:9786041234567"]\n'
        '[rights]\nclass = "public-domain"\n[subjects]\nddc = ["398.2"]\nkeywords = ["cổ tích", "cổ tích"]\n'
        '[[copies]]\nholder = "Thư viện xã"\ncupboard = "Tủ 3"\ncopies = 4\n'
    )
    shown = catalogue(library).shown(only(bring(library, path)).record)
    assert shown is not None
    one = shown.record
    assert (one.title, one.creators[0].name, one.issued, one.audience) == ("Tấm Cám", "Dân gian", "1957", "children")
    assert (one.institution, one.shelf, one.rights.rights_class) == (
        "learning-centre",
        "thieu-nhi",
        RightsClass.PUBLIC_DOMAIN,
    )
    assert (one.subjects.ddc, one.subjects.keywords) == (("398.2",), ("cổ tích",))
    assert one.copies == (PrintCopy(holder="Thư viện xã", cupboard="Tủ 3", copies=4),)
    assert (one.identifiers[0].scheme, one.identifiers[0].value) == ("isbn", "9786041234567")


def test_changed_sidecar_changes_the_record_and_nothing_else(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    first = only(bring(library, path))
    (folder / "a.toml").write_text('title = "Tên đúng"\n')
    assert bring(library, path).known == (Known(str(path), first.record, "Tên đúng", changed=True),)
    assert titles(library) == ["Tên đúng"]
    assert not bring(library, path).known[0].changed
    shown = catalogue(library).shown(first.record)
    assert shown is not None
    assert (shown.revision, shown.parts) == (2, 1)


def test_sidecar_beside_a_signed_record_changes_nothing(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    whole = readable(library, record("a", of="law", title="Như đã ký"), "một")
    data = path.read_bytes()
    blob = hashlib.sha256(data).hexdigest()
    target = Blobs(library.blobs_folder).path(blob)  # type: ignore[arg-type]
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    with library.write() as tx:
        tx.execute("INSERT INTO holding (sha256, size) VALUES (?, ?)", (blob, len(data)))
    item = dataclasses.replace(whole.record.items[0], sha256=blob)  # type: ignore[arg-type]
    put(library, dataclasses.replace(whole, record=dataclasses.replace(whole.record, items=(item,))), pack="law")
    (folder / "a.toml").write_text('title = "Của xã"\n')
    report = bring(library, path)
    assert [(known.record, known.changed) for known in report.known] == [("law/a", False)]
    assert titles(library) == ["Như đã ký"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('titel = "A"', "titel: unknown key; did you mean title?"),
        ('audience = "child"', "did you mean children?"),
        ('kind = "boook"', "did you mean book?"),
        ('[rights]\nclas = "CC0"', "rights.clas: unknown key; did you mean class?"),
        ('[rights]\nclass = "CC-BYY"', "rights.class: 'CC-BYY' is unknown"),
        ("[[copies]]\ncopies = 2", "copies"),
        ('[[copies]]\nholder = "A"\ncopies = 0', "copies.copies: not between 1 and"),
        ('[[copies]]\nholder = "A"\ncopies = 99999999999999999999999', "copies.copies: not between 1 and"),
        ("[rights]\nmax_concurrent = 0", "rights.max_concurrent"),
        ("[rights]\nmax_concurrent = 99999999999999999999999", "rights.max_concurrent"),
        ('issued = "năm 1957"', "issued: not YYYY"),
        ('issued = "1957\\n"', "issued: not YYYY"),
        ('issued = "1957-13"', "issued: not YYYY"),
        ('[[issues]]\nissued = "hôm qua"', "issues.issued"),
        ('language = "!!"', "language: no BCP 47 tag"),
        ('language = "thai"', "language: 'thai' may mean several languages: tai (Tiếng Thái), th (Tiếng Thái Lan)"),
        ('script = "Thái"', "script: no ISO 15924 code"),
        ('title = "  "', "title: empty"),
        ("title = 7", "title: expected str, found 7"),
        ('issue_of = "Báo"', "issue_of: needs issued"),
        ("title = ", "not TOML"),
        ("a = " + "[" * 5_000, "not TOML"),
        ("a" + ".a" * 100_000 + " = 1", "a key with more than"),
        ("a" + ".a" * 100 + " = 1", "a: unknown key"),
    ],
)
def test_fault_of_a_sidecar_is_named_and_nothing_is_added(
    library: Library, folder: Path, text: str, words: str
) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.toml").write_text(text)
    (refused,) = bring(library, path).refused
    assert refused.refusal is Refusal.BAD_SIDECAR
    assert words in refused.detail
    assert len(refused.detail) < 2_000
    assert titles(library) == []


@pytest.mark.parametrize(("language", "tag"), [("tiếng Thái", "tai"), ("tieng thai", "tai"), ("Tiếng Thái Lan", "th")])
def test_language_may_be_called_by_its_name(library: Library, folder: Path, language: str, tag: str) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.toml").write_text(f'language = "{language}"\n')
    shown = catalogue(library).shown(only(bring(library, path)).record)
    assert shown is not None
    assert shown.record.language == tag


def test_faults_of_every_kind_are_named_at_once(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text(
        'kind = "boook"\naudience = "child"\nissued = "12/10/2026"\nlanguage = "!!"\nsource = 7\n'
        '[rights]\nclass = "CC-BYY"\nmax_concurrent = 0\n[[copies]]\nholder = "A"\ncopies = 0\n[[copies]]\n'
    )
    (refused,) = bring(library, folder / "a.toml").refused
    assert {fault.place for fault in refused.sidecar} == {
        *("title", "kind", "audience", "issued", "language", "source"),
        *("rights.class", "rights.max_concurrent", "copies.copies", "copies.holder"),
    }


def test_key_that_is_misspelt_is_not_lacking_as_well(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text('titel = "A"\nissue_of = "Báo"\nisued = "2026"\n')
    (refused,) = bring(library, folder / "a.toml").refused
    assert [fault.place for fault in refused.sidecar] == ["isued", "titel"]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\0" * 10, b"#" * ((256 << 10) + 1)], ids=["bytes", "NUL", "huge"])
def test_sidecar_that_is_no_text_is_refused(library: Library, folder: Path, data: bytes) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.toml").write_bytes(data)
    assert refusals(bring(library, path)) == [Refusal.BAD_SIDECAR]


def test_restricted_use_is_refused(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.epub.toml").write_text('[rights]\nclass = "restricted-use"\n')
    assert refusals(bring(library, path)) == [Refusal.RESTRICTED_USE]
    assert titles(library) == []
    assert not strays(library)


def test_toml_alone_is_a_book_on_paper(library: Library, folder: Path) -> None:
    (folder / "so-tay.toml").write_text(
        'title = "Sổ tay nhà nông"\ncreators = ["Sở Nông nghiệp"]\n[[copies]]\nholder = "Nhà văn hóa bản"\n'
    )
    added = only(bring(library, folder))
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert shown.record.is_printed_only
    assert shown.record.kind is Kind.BOOK
    assert [known.record for known in bring(library, folder / "so-tay.toml").known] == [added.record]
    (folder / "so-tay.toml").write_text(
        'title = "Sổ tay nhà nông"\ncreators = ["Sở Nông nghiệp"]\n[[copies]]\nholder = "Trường học"\n'
    )
    assert bring(library, folder).known[0].changed
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert shown.record.copies[0].holder == "Trường học"


def test_toml_alone_without_a_title_is_refused(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text('publisher = "Kim Đồng"\n')
    (refused,) = bring(library, folder).refused
    assert (refused.refusal, "title: missing" in refused.detail) == (Refusal.BAD_SIDECAR, True)


def test_sidecar_named_by_itself_is_refused_with_a_hint(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    (folder / "a.toml").write_text('title = "B"\n')
    (refused,) = bring(library, folder / "a.toml").refused
    assert "add that file" in refused.detail


def test_sidecar_in_capitals_is_a_sidecar(library: Library, folder: Path) -> None:
    book(folder / "A.EPUB", "a")
    (folder / "A.TOML").write_text('title = "Tên đúng"\n')
    only(bring(library, folder))
    assert titles(library) == ["Tên đúng"]


def newspaper(folder: Path, day: str) -> Path:
    path = book(folder / f"{day}.epub", f"Số {day}")
    (folder / f"{day}.toml").write_text(f'issue_of = "Báo Sơn La"\nissued = "{day}"\n')
    return path


def test_issues_make_their_newspaper(library: Library, folder: Path) -> None:
    for day in ("2026-11-02", "2026-11-09"):
        newspaper(folder, day)
    report = bring(library, folder)
    assert len(report.added) == 2
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert (entry.title, entry.kind, entry.latest) == ("Báo Sơn La", Kind.PERIODICAL, "2026-11-09")
    issues = catalogue(library).issues(entry.id)
    assert [issue.issued for issue in issues] == ["2026-11-09", "2026-11-02"]
    assert {issue.record for issue in issues} == {added.record for added in report.added}


@pytest.mark.parametrize("names", [("a.toml", "2026-11-02.epub"), ("2026-11-02.epub", "a.toml")])
def test_newspaper_described_by_itself_and_by_its_issues_is_one(
    library: Library, folder: Path, names: tuple[str, str]
) -> None:
    newspaper(folder, "2026-11-02")
    (folder / "a.toml").write_text(
        'title = "Báo Sơn La"\nkind = "periodical"\npublisher = "Tỉnh"\n[[issues]]\nissued = "2026-10-05"\n'
    )
    bring(library, *(folder / name for name in names))
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert [issue.issued for issue in catalogue(library).issues(entry.id)] == ["2026-11-02", "2026-10-05"]
    shown = catalogue(library).shown(entry.id)
    assert shown is not None
    assert shown.record.publisher == "Tỉnh"
    assert Issue(issued="2026-10-05") in shown.record.issues


def test_book_that_becomes_an_issue_by_its_sidecar_finds_its_newspaper(library: Library, folder: Path) -> None:
    path = book(folder / "2026-11-02.epub", "Số đầu")
    bring(library, path)
    (folder / "2026-11-02.toml").write_text('issue_of = "Báo Sơn La"\nissued = "2026-11-02"\n')
    assert bring(library, path).known[0].changed
    assert titles(library) == ["Báo Sơn La"]


@pytest.mark.parametrize("text", ['issue_of = "  "\nissued = "2026"\n', 'issue_of = ""\nissued = "2026"\n'])
def test_issue_of_nothing_is_refused_and_the_others_are_added(library: Library, folder: Path, text: str) -> None:
    odd, good = book(folder / "a.epub", "A"), book(folder / "b.epub", "B")
    (folder / "a.toml").write_text(text)
    report = bring(library, odd, good)
    assert refusals(report) == [Refusal.BAD_SIDECAR]
    assert "issue_of: empty" in report.refused[0].detail
    assert titles(library) == ["B"]


def test_special_that_is_a_periodical_and_an_issue_stands_under_its_newspaper(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text(
        'title = "Báo Sơn La"\nkind = "periodical"\nissue_of = "Báo Sơn La"\nissued = "2026"\n'
    )
    added = only(bring(library, folder))
    assert titles(library) == ["Báo Sơn La"]
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert entry.id != added.record
    assert [issue.record for issue in catalogue(library).issues(entry.id)] == [added.record]
    assert [known.record for known in bring(library, folder).known] == [added.record]


def test_periodical_is_never_made_an_issue_of_itself() -> None:
    newspaper = Record(id=periodical_id("local-0", "Báo"), kind=Kind.PERIODICAL, title="Báo")
    with pytest.raises(RefusedError, match="issue of itself"):
        override(newspaper, Sidecar(issue_of=" Báo ", issued="2026"), "local-0")


def test_newspaper_outlives_the_right_of_its_issue(library: Library, folder: Path) -> None:
    newspaper(folder, "2026-11-02")
    newspaper(folder, "2026-11-09")
    with (folder / "2026-11-02.toml").open("a") as sidecar:
        sidecar.write('[rights]\nclass = "licensed"\nuntil = 2026-11-19\n')
    ended, current = bring(library, folder).added
    assert titles(library) == ["Báo Sơn La"]
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert [issue.record for issue in catalogue(library).issues(entry.id)] == [current.record]
    assert catalogue(library).shown(ended.record) is None
