"""`tusach check`: fixity of everything held, and soundness of the databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from appliance.commands.exits import Exit
from appliance.commands.help_pages import Command
from appliance.station import Station
from content.accession import check_held, find_strays
from content.catalogue import broken_rules
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
    """Reads everything held and compares it with its hash; checks the databases."""
    library = station.library
    seen: list[Bytes] = []
    damaged = check_held(library, progress=seen.append)
    strays = _strays(library)
    databases = {"database": database_faults(library), "counts": counts_faults(library)}
    found = {
        "checked": len(seen),
        "bytes": sum(seen),
        "faults": [
            {"kind": fault.kind, "blob": fault.blob, "detail": fault.detail} for fault in [*damaged, *(strays or [])]
        ],
        "strays_sought": strays is not None,
        **databases,
    }
    click.echo(json.dumps(found) if as_json else _summary(found))
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


def _summary(found: dict[str, object]) -> str:
    faults: list[dict[str, str]] = found["faults"]  # type: ignore[assignment]
    kinds = {kind: gettext(word) for kind, word in _KINDS.items()}
    lines = [f"{kinds[FaultKind(fault['kind'])]}  {fault['blob']}  {fault['detail']}".rstrip() for fault in faults]
    for name, file in (("database", "library.db"), ("counts", "counts.db")):
        lines += [f"{file}: {line}" for line in found[name]]  # type: ignore[attr-defined]
    strays = sum(fault["kind"] == FaultKind.STRAY for fault in faults)
    told = (
        gettext("Tệp thừa: %(strays)s.")
        if found["strays_sought"]
        else gettext("Chưa tìm tệp thừa: lệnh khác đang làm.")
    )
    checked, size = int(str(found["checked"])), int(str(found["bytes"]))
    words = {"checked": number(checked), "size": megabytes(size) if size else "0 MB", "faults": len(lines) - strays}
    summary = gettext("Đã đọc: %(checked)s tệp, %(size)s. Chỗ hỏng: %(faults)s.") % words
    return "\n".join([*lines, f"{summary} {told % {'strays': strays}}"])
