"""`tusach check`: fixity of everything held, and soundness of the databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from appliance.commands.exits import Exit, printable
from appliance.commands.help_pages import Command
from appliance.station import Station
from content.accession import check_held, find_strays
from content.catalogue import BlobRole, Needing, broken_rules, needing
from content.holdings import Fault, FaultKind
from content.library import Library, LibraryBusyError
from content.records import Bytes
from content.translations import gettext, marked, megabytes, number

_KINDS = {
    FaultKind.MISSING: marked("mất"),
    FaultKind.CHANGED: marked("bị đổi"),
    FaultKind.UNREADABLE: marked("không đọc được"),
    FaultKind.STRAY: marked("thừa"),
}
_ROLES = {
    BlobRole.FILE: marked("tệp gốc %(name)s"),
    BlobRole.PART: marked("phần %(name)s"),
    BlobRole.RESOURCE: marked("tệp kèm %(name)s"),
}
KIND_WIDTH = 15
"""Columns of the word in front of a fault."""


@click.command(
    cls=Command,
    help=marked(
        "Đọc lại mọi tệp và so với dấu của nó; xem cả cơ sở dữ liệu.\n\n"
        "Tệp mất hay bị đổi thì ghi lại, để khi thêm đúng tệp ấy lần nữa hộp tự vá. Có tệp mất, bị đổi, không đọc "
        "được, hay cơ sở dữ liệu hỏng thì mã thoát là 1. Tệp thừa chỉ tốn chỗ; lần `add` sau dọn đi."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=marked("In một đối tượng JSON."))
@click.pass_obj
def check(station: Station, *, as_json: bool) -> None:
    """Reads everything held and compares it with its hash; checks the databases.

    Raises:
        click.exceptions.Exit: something held is missing, changed or unreadable, or a database is damaged.
    """
    library = station.library
    seen: list[Bytes] = []
    damaged = check_held(library, progress=seen.append)
    strays = _strays(library)
    faults = [(fault, needing(library.read(), fault.blob)) for fault in [*damaged, *(strays or [])]]
    databases = {"database": database_faults(library), "counts": counts_faults(library)}
    found = {
        "checked": len(seen),
        "bytes": sum(seen),
        "faults": [asdict(fault) | {"records": [asdict(one) for one in records]} for fault, records in faults],
        "strays_sought": strays is not None,
        **databases,
    }
    lines = [line for fault, records in faults for line in fault_lines(fault, records)]
    click.echo(json.dumps(found) if as_json else "\n".join([*lines, *_database_lines(databases), _summary(found)]))
    if damaged or any(databases.values()):
        raise click.exceptions.Exit(Exit.FAULTS)


def database_faults(library: Library) -> list[str]:
    """What SQLite and the catalogue's own rules find wrong in library.db; empty when all is well."""
    return _integrity(library.read(), broken_rules)


def counts_faults(library: Library) -> list[str]:
    """What SQLite finds wrong in counts.db, where letters are kept; empty when all is well or nothing was kept yet."""
    path = library.held / "counts.db"
    if not path.exists():
        return []
    try:
        with closing(_open_to_read(path)) as db:
            return _integrity(db)
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _integrity(db: sqlite3.Connection, rules: Callable[[sqlite3.Connection], list[str]] = lambda _: []) -> list[str]:
    try:
        return [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"] + rules(db)
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _strays(library: Library) -> list[Fault] | None:
    """Strays, or None where they were not looked for, because another command is changing the library."""
    try:
        return find_strays(library)
    except LibraryBusyError:
        return None


def fault_lines(fault: Fault, records: Sequence[Needing]) -> list[str]:
    """A fault for a person: whose file it is, and which file to add again; below, the blob it was found in."""
    told = [gettext("“%(title)s”: %(what)s. Mã: %(record)s.") % _words(one) for one in records]
    told += [gettext("Thêm lại tệp này thì hộp tự vá: %(file)s") % {"file": file} for file in _files(records)]
    below = fault.blob if fault.kind is not FaultKind.UNREADABLE else f"{fault.blob} ({fault.detail})"
    first, *rest = [*map(printable, told), below]
    kind = gettext(_KINDS[fault.kind])
    return [f"{kind:{KIND_WIDTH}}{first}", *(f"{'':{KIND_WIDTH}}{line}" for line in rest)]


def _words(one: Needing) -> dict[str, str]:
    return {"title": one.title, "what": gettext(_ROLES[one.role]) % {"name": one.name}, "record": one.record}


def _files(records: Sequence[Needing]) -> list[str]:
    """Files to add again; one of a shared blob is enough to mend it for all."""
    return [one.file for one in records if one.file][:1]


def _database_lines(databases: Mapping[str, Sequence[str]]) -> list[str]:
    files = {"database": "library.db", "counts": "counts.db"}
    return [f"{files[name]}: {line}" for name, lines in databases.items() for line in lines]


def _summary(found: Mapping[str, Any]) -> str:
    strays = sum(fault["kind"] == FaultKind.STRAY for fault in found["faults"])
    told = (
        gettext("Tệp thừa: %(strays)s.")
        if found["strays_sought"]
        else gettext("Chưa tìm tệp thừa: lệnh khác đang làm.")
    )
    checked, size = found["checked"], found["bytes"]
    faults = len(found["faults"]) - strays + len(found["database"]) + len(found["counts"])
    words = {"checked": number(checked), "size": megabytes(size) if size else "0 MB", "faults": faults}
    summary = gettext("Đã đọc: %(checked)s tệp, %(size)s. Chỗ hỏng: %(faults)s.") % words
    return f"{summary} {told % {'strays': strays}}"
