"""`tusach import`: bring in the records of catalogue sheets and MARC files."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.commands.lists_told import list_as_json, print_list
from appliance.making import drain
from appliance.station import Station
from content.accession import Accession, ListReport, read_list, sentence
from content.formats.listing.sample import write_sample
from content.formats.reading import Extract, Refusal, RefusedError
from content.formats.worker import Worker
from content.library import LibraryFullError
from content.text import tags_meant
from content.translations import gettext, marked

_NO_LIST = marked("Đây không phải danh mục. Cần bảng Excel, ODS, CSV, hay tệp MARC.")
_STEP = 100
"""Progress is told after so many records."""


@click.command(
    "import",
    cls=Command,
    help=marked(
        "Đưa cả danh mục vào tủ sách: bảng Excel, ODS, CSV, hay tệp MARC.\n\n"
        "Mỗi dòng thành một tài liệu. Tệp sách để cạnh danh mục; dòng không có tệp là sách giấy. Dòng sai thì được "
        "nói rõ dòng nào, cột nào, và để lại; các dòng khác vẫn vào. Đưa lại cùng danh mục thì không có gì đổi."
    ),
)
@click.argument("lists", nargs=-1, type=click.Path(path_type=Path), metavar=marked("DANH_MỤC..."))
@click.option("--dry-run", "rehearse", is_flag=True, help=marked("Chỉ thử: nói sẽ làm gì, không ghi gì vào tủ."))
@click.option(
    "--language",
    default="",
    metavar=marked("TIẾNG"),
    help=marked("Tiếng của những sách giấy mà danh mục không ghi tiếng: vi, blt, hmn."),
)
@click.option("--json", "as_json", is_flag=True, help=marked("In một đối tượng JSON: mỗi danh mục một mục."))
@click.option(
    "--sample",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=marked("TỆP"),
    help=marked("Ghi một bảng mẫu (.xlsx hay .csv) rồi thôi."),
)
@click.pass_obj
def import_list(
    station: Station, lists: tuple[Path, ...], *, rehearse: bool, as_json: bool, sample: Path | None, language: str
) -> None:
    """Brings in the records of lists.

    Raises:
        click.exceptions.Exit: some records were left out, or a list cannot be read.
    """
    if sample:
        _write_sample(sample)
        return
    if not lists:
        raise click.MissingParameter(param=click.get_current_context().command.params[0])
    tag = _tag(language)
    refused: list[dict[str, str]] = []
    done: list[dict[str, object]] = []
    faulty = False
    for path in lists:
        try:
            report = _import(station, path, rehearse=rehearse, language=tag, quiet=as_json)
        except RefusedError as error:
            refused.append(_refused(path, error))
            continue
        faulty = faulty or bool(report.left_out)
        done.append({"path": str(path), "kind": "marc" if report.is_marc else "sheet", **list_as_json(report)})
        if not as_json:
            _show(report, path if len(lists) > 1 else None, rehearse=rehearse)
    if as_json:
        held = round(station.library.meter.longest * 1_000)
        told = {"dry_run": rehearse, "lists": done, "refused": refused, "write_lock_ms": held}
        click.echo(json.dumps(told, ensure_ascii=False))
    for one in [] if as_json else refused:
        click.echo(printable(f"{one['path']}: {one['message']}"), err=True)
    if refused or faulty:
        raise click.exceptions.Exit(Exit.REFUSED)


def _write_sample(path: Path) -> None:
    try:
        write_sample(path)
    except FileExistsError:
        words = gettext("“%(path)s” đã có, không ghi đè. Hãy chọn tên khác.")
        fail(Exit.FAULTS, words % {"path": printable(str(path))})
    click.echo(gettext("Đã ghi bảng mẫu: %(path)s") % {"path": printable(str(path))})


def _show(report: ListReport, path: Path | None, *, rehearse: bool) -> None:
    """Prints what became of a list, under its name where there are several."""
    if path:
        click.echo(printable(f"{path}:"))
    print_list(report, rehearse=rehearse)


def _tag(language: str) -> str:
    """The language that is meant, "" where none is given.

    Raises:
        click.exceptions.Exit: it may mean several, or none.
    """
    meant = tags_meant(language) if language else ()
    if language and len(meant) != 1:
        words = gettext("Không rõ “%(language)s” là tiếng gì. Hãy ghi mã: vi, blt, hmn.")
        fail(Exit.USAGE, words % {"language": printable(language)})
    return str(meant[0]) if meant else ""


def _refused(path: Path, error: RefusedError) -> dict[str, str]:
    is_other = error.refusal in (Refusal.UNKNOWN_KIND, Refusal.NO_RECORD)
    message = _NO_LIST if is_other else sentence(error.refusal)
    return {"path": str(path), "reason": error.refusal.value, "message": gettext(message), "detail": error.detail}


def _import(station: Station, path: Path, *, rehearse: bool, language: str, quiet: bool) -> ListReport:
    """Brings in one list.

    Raises:
        RefusedError: it is none, or cannot be read.
        LibraryBusyError, LibraryFullError, WorkerStartError: as `Accession.add_list`.
    """
    limits = station.accession_limits
    extract = read_list(path, limits=limits)
    with Worker(limits=limits.worker) as worker:
        session = Accession(station.library, worker=worker, now=station.clock.now(), limits=limits)
        show = (lambda _: None) if quiet else _progress(extract)
        report = session.add_list(extract, path.parent, rehearse=rehearse, language=language, on_row=show)
    if not rehearse:
        # What was added is added, made or not: the queue keeps what a full medium refuses.
        with contextlib.suppress(OSError, LibraryFullError):
            drain(station.library, station.makers(), now=station.clock.now())
    return report


def _progress(extract: Extract) -> Callable[[int], None]:
    """Prints how far it is on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    every = len(extract.listed)

    def show(number: int) -> None:
        if number % _STEP == 0 or number == every:
            click.echo(f"{number:6d} / {every}", err=True)

    return show
