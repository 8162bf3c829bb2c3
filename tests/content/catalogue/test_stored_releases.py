"""Guards upgrading: a library of every release is opened by this one, and everything in it is still shown."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from content.catalogue import Catalogue, Wanted
from content.holdings import Blobs, check_blobs, stray_blobs
from content.records import Kind
from tests.content.libraries import NOW, OPENED, catalogue, open_library, put, record

STORED = Path(__file__).resolve().parents[2] / "data"
RELEASES = sorted(path.name for path in STORED.iterdir() if path.is_dir())


@pytest.fixture(params=RELEASES)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[dict[str, object]]]:
    """The data folder of a release, and what its list said."""
    with tarfile.open(STORED / request.param / "library.tar.gz") as archive:
        archive.extractall(tmp_path / "data", filter="data")
    said = json.loads((STORED / request.param / "list.json").read_text("utf-8"))
    return tmp_path / "data", said


def listed(found: Catalogue) -> list[dict[str, object]]:
    entries = found.listing(Wanted(), page=1, size=1_000).entries
    plain: list[dict[str, object]] = json.loads(json.dumps([dataclasses.asdict(entry) for entry in entries]))
    return plain


def test_there_is_a_library_of_the_first_release() -> None:
    assert "0.1.0" in RELEASES


def test_everything_is_still_shown(stored: tuple[Path, list[dict[str, object]]]) -> None:
    folder, said = stored
    found = catalogue(open_library(folder))
    now = listed(found)
    assert [{key: entry[key] for key in before} for before, entry in zip(said, now, strict=True)] == said
    blobs = Blobs(folder / "held/blobs")
    for entry in said:
        shown = found.shown(str(entry["id"]))
        assert shown is not None
        assert len(found.parts(str(entry["id"]))) == entry["parts"]
        assert len(found.passages(str(entry["id"]))) >= shown.parts
        for part in found.parts(str(entry["id"])):
            assert blobs.read(part.body)
        for issue in found.issues(str(entry["id"])):
            assert issue.record is not None
            assert found.parts(issue.record)


def test_nothing_of_the_database_is_lost(stored: tuple[Path, list[dict[str, object]]]) -> None:
    folder, _ = stored
    with closing(sqlite3.connect(folder / "held/library.db")) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
        counts = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608 ours
        columns = {table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in tables}
    library = open_library(folder)
    for table in tables:
        now = [row[1] for row in library.read().execute(f"PRAGMA table_info({table})")]
        assert now[: len(columns[table])] == columns[table], table  # a box may go back: columns are only added
        count = library.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 ours
        assert count >= counts[table], table
    held = library.read().execute("SELECT sha256, size FROM holding").fetchall()
    names = {row["sha256"] for row in held}
    assert not list(check_blobs(Blobs(library.blobs_folder), map(tuple, held), is_held=names.__contains__))  # type: ignore[arg-type]
    assert not list(stray_blobs(Blobs(library.blobs_folder), is_held=names.__contains__))


def test_what_staff_changed_still_holds(stored: tuple[Path, list[dict[str, object]]]) -> None:
    found = catalogue(open_library(stored[0]))
    titles = [entry["title"] for entry in listed(found)]
    assert "Tấm Cám (bản kể)" in titles
    assert "Bản mật" not in titles


def test_library_is_written_on_under_its_old_name(stored: tuple[Path, list[dict[str, object]]]) -> None:
    folder, said = stored
    before = str(said[0]["id"]).partition("/")[0]
    library = open_library(folder)
    assert library.read().execute("SELECT value FROM identity WHERE name='publisher'").fetchone()[0] == before
    put(library, record("new", title="Mới"))
    assert "Mới" in [entry["title"] for entry in listed(catalogue(library))]


def test_upgrade_that_was_done_is_not_done_again(stored: tuple[Path, list[dict[str, object]]]) -> None:
    folder, _ = stored
    open_library(folder)
    OPENED.pop().close()
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    library = open_library(copy)
    assert listed(catalogue(library, NOW)) == listed(catalogue(open_library(folder), NOW))


def test_pictures_stand_on_the_shelf_of_an_older_library_too(stored: tuple[Path, list[dict[str, object]]]) -> None:
    library = open_library(stored[0])
    put(library, record("anh", title="Chợ phiên", kind=Kind.PICTURE))
    entries = catalogue(library).listing(Wanted(shelf="nghe-xem"), page=1, size=100).entries
    assert "Chợ phiên" in [entry.title for entry in entries]


def test_shelf_that_staff_changed_stays_as_they_left_it(stored: tuple[Path, list[dict[str, object]]]) -> None:
    rule = '{"kinds": ["sound"]}'
    with closing(sqlite3.connect(stored[0] / "held/library.db")) as db:
        db.execute("UPDATE shelf SET rule = ? WHERE id = 'nghe-xem'", (rule,))
        db.commit()
    library = open_library(stored[0])
    assert library.read().execute("SELECT rule FROM shelf WHERE id='nghe-xem'").fetchone()[0] == rule
