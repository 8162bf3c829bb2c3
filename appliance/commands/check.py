"""`tusach check`: fixity of everything held, and soundness of the databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import click

from appliance.commands.exits import Exit
from appliance.station import Station
from content.accession import is_held
from content.holdings import Blobs, FaultKind, check_blobs
from content.library import Library
from content.records import Bytes, Sha256

STEP = 500


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check(station: Station, *, as_json: bool) -> None:
    """Read everything held and compare it with its hash; check the database.

    Files that are missing or changed are noted, so that the same file brought again mends them. Exit code 1 when
    something is missing, changed or unreadable. Stray files cost room and nothing else; the next `add` sweeps them.
    """
    library = station.library
    seen: list[Bytes] = []
    faults = list(
        check_blobs(
            Blobs(library.blobs_folder),
            _holdings(library),
            is_held=lambda blob: is_held(library, blob),
            progress=seen.append,
        )
    )
    damaged = [fault.blob for fault in faults if fault.kind is not FaultKind.STRAY]
    database = database_faults(library)
    _note_damage(library, damaged)
    found = {
        "checked": len(seen),
        "bytes": sum(seen),
        "faults": [{"kind": fault.kind, "blob": fault.blob, "detail": fault.detail} for fault in faults],
        "database": database,
    }
    click.echo(json.dumps(found) if as_json else _summary(found))
    if damaged or database:
        raise click.exceptions.Exit(Exit.FAULTS)


def _holdings(library: Library) -> Iterator[tuple[Sha256, Bytes]]:
    """Every holding, read in steps: a check takes hours, and no reader holds a transaction so long."""
    last = ""
    query = "SELECT sha256, size FROM holding WHERE sha256>? ORDER BY sha256 LIMIT ?"
    while rows := library.read().execute(query, (last, STEP)).fetchall():
        yield from ((Sha256(row["sha256"]), Bytes(row["size"])) for row in rows)
        last = rows[-1]["sha256"]


def database_faults(library: Library) -> list[str]:
    """What SQLite itself, its foreign keys and our own rules find wrong; empty when all is well."""
    db = library.read()
    try:
        found = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    found += [f"foreign key of {row[0]} row {row[1]}" for row in db.execute("PRAGMA foreign_key_check")]
    without_row = "SELECT r.id FROM record r LEFT JOIN shown s ON s.record=r.key WHERE s.record IS NULL"
    found += [f"record {row[0]} stands on no list" for row in db.execute(without_row)]
    lost = "SELECT r.id FROM record r WHERE r.cover<>'' AND NOT EXISTS (SELECT 1 FROM resource x WHERE x.record=r.key AND x.name=r.cover)"  # noqa: E501
    found += [f"record {row[0]} has lost its cover" for row in db.execute(lost)]
    return found


def _note_damage(library: Library, damaged: list[Sha256]) -> None:
    marked = {row[0] for row in library.read().execute("SELECT sha256 FROM holding WHERE damaged=1")}
    if marked != set(damaged):
        with library.write() as tx:
            tx.execute("UPDATE holding SET damaged=0")
            tx.executemany("UPDATE holding SET damaged=1 WHERE sha256=?", [(blob,) for blob in damaged])


def _summary(found: dict[str, object]) -> str:
    faults: list[dict[str, str]] = found["faults"]  # type: ignore[assignment]
    database: list[str] = found["database"]  # type: ignore[assignment]
    strays = sum(fault["kind"] == FaultKind.STRAY for fault in faults)
    lines = [f"{fault['kind']}  {fault['blob']}  {fault['detail']}" for fault in faults]
    lines += [f"database: {line}" for line in database]
    summary = f"{found['checked']} files, {found['bytes']} bytes, {len(lines) - strays} faults, {strays} strays"
    return "\n".join([*lines, summary])
