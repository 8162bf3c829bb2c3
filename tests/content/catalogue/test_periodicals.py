"""Guards newspapers and magazines: one record with dated issues, newest first, printed and readable mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content.catalogue import OverlayField, Wanted, lay, withdraw
from content.library import Library
from content.records import Issue, Kind, Rights
from tests.content.libraries import NOW, catalogue, open_library, put, readable, record, set_state

PAPER = record(
    "bao", title="Báo Sơn La", kind=Kind.PERIODICAL, issues=(Issue(issued="2026-10-05"), Issue(issued="2026-11"))
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    put(library, PAPER)
    for day in ("2026-11-02", "2026-10-12"):
        one = record(f"so-{day}", title=f"Số {day}", issued=day, part_of=PAPER.id)
        put(library, readable(library, one, f"Tin ngày {day}"))
    return library


def listed(library: Library) -> list[str]:
    return [entry.title for entry in catalogue(library).listing(Wanted(), page=1, size=9).entries]


def test_issues_stand_newest_first_printed_and_readable_mixed(library: Library) -> None:
    issues = catalogue(library).issues(PAPER.id)
    assert [(issue.issued, issue.record is not None) for issue in issues] == [
        ("2026-11-02", True),
        ("2026-11", False),
        ("2026-10-12", True),
        ("2026-10-05", False),
    ]
    shown = catalogue(library).shown(PAPER.id)
    assert shown is not None
    assert shown.record.issues == issues


def test_issues_stand_under_their_periodical_and_not_on_lists(library: Library) -> None:
    assert listed(library) == ["Báo Sơn La"]
    assert len(catalogue(library).titles()) == 3  # but search finds them


def test_list_tells_the_date_of_the_newest_issue(library: Library) -> None:
    entry = catalogue(library).listing(Wanted(), page=1, size=9).entries[0]
    assert entry.latest == "2026-11-02"


def test_hidden_issue_is_not_told_of(library: Library) -> None:
    with library.write() as tx:
        lay(tx, record("so-2026-11-02").id, OverlayField.HIDDEN, "1", now=NOW)
    assert [issue.issued for issue in catalogue(library).issues(PAPER.id)] == ["2026-11", "2026-10-12", "2026-10-05"]
    assert catalogue(library).listing(Wanted(), page=1, size=9).entries[0].latest == "2026-11"


def test_issue_that_comes_or_goes_makes_its_periodical_stale(library: Library) -> None:
    def stale() -> set[str]:
        return {row[0] for row in library.read().execute("SELECT record_id FROM stale")}

    assert PAPER.id in stale()
    with library.write() as tx:
        tx.execute("DELETE FROM stale")
        withdraw(tx, record("so-2026-11-02").id, now=NOW)
    assert stale() == {record("so-2026-11-02").id, PAPER.id}


def test_issues_of_a_withdrawn_periodical_stand_on_lists_again(library: Library) -> None:
    with library.write() as tx:
        withdraw(tx, PAPER.id, now=NOW)
    assert listed(library) == ["Số 2026-10-12", "Số 2026-11-02"]


def test_issues_of_a_hidden_periodical_do_not_come_out(library: Library) -> None:
    with library.write() as tx:
        lay(tx, PAPER.id, OverlayField.HIDDEN, "1", now=NOW)
    assert listed(library) == []


def test_issue_tells_what_kind_of_record_it_is(library: Library) -> None:
    kinds = {issue.issued: issue.kind for issue in catalogue(library).issues(PAPER.id)}
    assert kinds == {"2026-11-02": Kind.BOOK, "2026-11": None, "2026-10-12": Kind.BOOK, "2026-10-05": None}


ENDED = Rights(until=date(2026, 11, 19))


def test_issues_of_a_periodical_whose_right_has_ended_stand_on_lists(library: Library) -> None:
    put(library, replace(PAPER, rights=ENDED))
    assert listed(library) == ["Số 2026-10-12", "Số 2026-11-02"]


def test_issues_of_a_periodical_whose_pack_is_retired_stand_on_lists(library: Library) -> None:
    paper = record("tap-chi", of="xa", kind=Kind.PERIODICAL)
    put(library, paper, pack="xa")
    put(library, record("so-1", title="Số 1", part_of=paper.id))
    assert "Số 1" not in listed(library)
    set_state(library, "xa", 1, "retired")
    assert "Số 1" in listed(library)


def test_newest_date_is_that_of_an_issue_that_can_be_seen(library: Library) -> None:
    put(library, record("so-2026-11-02", title="Số mới", issued="2026-11-02", part_of=PAPER.id, rights=ENDED))
    assert catalogue(library).listing(Wanted(), page=1, size=9).entries[0].latest == "2026-11"
