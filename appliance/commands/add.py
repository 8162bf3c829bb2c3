"""`tusach add`: bring files and folders into the library."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path

import click

from appliance.commands.exits import Exit, printable
from appliance.commands.help_pages import Command
from appliance.commands.lists_told import list_as_json, print_conversions, print_list, warnings_as_json
from appliance.making import drain
from appliance.station import Station
from content.accession import Accession, Added, Known, Refused, Report, told, warned
from content.accession.gathering.beside import is_poster_name
from content.accession.outcome import Outcome
from content.formats.reading import Caveat, Refusal
from content.formats.worker import Worker
from content.library import LibraryFullError
from content.translations import gettext, marked

NAMED = 20
"""So many are named in a line of the summary that tells of several; of the others it says how many."""
WORD_WIDTH = 10
"""Columns of the word in front of an outcome."""


@click.command(
    cls=Command,
    help=marked(
        "Đưa tệp và thư mục vào tủ sách.\n\n"
        "Mỗi tệp thành một tài liệu. Trong một thư mục, các tập của một bộ phim, các phần của một truyện đọc và các "
        "ảnh của một bộ ảnh thành một tài liệu. Đã có thì để yên. Tệp ghi chú TÊN.toml đặt cạnh tệp hay thư mục thì "
        "nói thay cho những gì tệp tự ghi; đứng một mình, nó tả một quyển sách giấy."
    ),
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar=marked("TỆP_HOẶC_THƯ_MỤC...")
)
@click.option(
    "--json", "as_json", is_flag=True, help=marked("In một đối tượng JSON với ba danh sách added, known, refused.")
)
@click.pass_obj
def add(station: Station, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Brings files and folders into the library.

    Raises:
        click.exceptions.Exit: some files were refused.
    """
    outcomes: list[Outcome] = []
    show = (lambda _: None) if as_json else progress_printer()

    def note(outcome: Outcome) -> None:
        outcomes.append(outcome)
        show(outcome)

    try:
        report = bring_in(station, paths, on_outcome=note)
    except BaseException:
        # What became final before the failure is told, however it ends.
        if outcomes:
            _tell(station, Report.of(outcomes), as_json=as_json)
        raise
    _tell(station, report, as_json=as_json)
    if report.faults:
        raise click.exceptions.Exit(Exit.REFUSED)


def _tell(station: Station, report: Report, *, as_json: bool) -> None:
    if as_json:
        held = {"write_lock_ms": round(station.library.meter.longest * 1_000)}
        click.echo(json.dumps(report_as_json(report) | held))
    else:
        print_summary(report)


def bring_in(station: Station, paths: Iterable[Path], *, on_outcome: Callable[[Outcome], None]) -> Report:
    """Brings paths into a station's library and makes what is made from them.

    Raises:
        LibraryBusyError: another command is changing the library.
        LibraryFullError: there is no room even to begin.
        WorkerStartError: no file can be read on this machine.
    """
    limits = station.accession_limits
    with Worker(limits=limits.worker) as worker:
        session = Accession(
            station.library, worker=worker, now=station.clock.now(), limits=limits, on_outcome=on_outcome
        )
        report = session.add(paths)
    # What was added is added, made or not: the queue keeps what a full medium refuses, and the keeper makes it later.
    with contextlib.suppress(OSError, LibraryFullError):
        drain(station.library, station.makers(), now=station.clock.now())
    return report


def progress_printer() -> Callable[[Outcome], None]:
    """Prints a line for each outcome on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None
    count = 0

    def show(outcome: Outcome) -> None:
        nonlocal count
        count += 1
        click.echo(f"{count:5d}  {outcome_line(outcome)}", err=True)

    return show


def outcome_line(outcome: Outcome) -> str:
    """One outcome as a line for a person."""
    match outcome:
        case Added():
            return _line(gettext("thêm mới"), _titled(outcome))
        case Known(mended=True):
            return _line(gettext("đã vá"), _titled(outcome))
        case Known(changed=True):
            return _line(gettext("đã đổi"), _titled(outcome))
        case Known():
            return _line(gettext("đã có"), _titled(outcome))
        case Refused():
            lines = [
                _line(gettext("từ chối"), f"{outcome.path} ({outcome.refusal})"),
                told(outcome, gettext),
            ]
            lines += [printable(fault.said()) for fault in outcome.sidecar]
            if outcome.files:
                words = gettext("Cả thư mục chưa lên kệ: %(number)s tệp.")
                lines.append(words % {"number": len(outcome.files)})
            if outcome.detail and not outcome.sidecar:
                lines.append(gettext("Chi tiết, tiếng Anh: %(detail)s") % {"detail": printable(outcome.detail)})
            return f"\n{' ' * WORD_WIDTH}".join(lines)


def _titled(outcome: Added | Known) -> str:
    """A record's title, with the number of its files where several became one record."""
    if not outcome.files:
        return outcome.title
    return gettext("%(title)s (%(files)s tệp)") % {"title": outcome.title, "files": len(outcome.files)}


def _line(word: str, what: str) -> str:
    return f"{word:{WORD_WIDTH}}{printable(what)}"


def _some(names: list[str]) -> str:
    """The first of some names, for a line, and how many more there are."""
    more = gettext(" và %(number)s nữa") % {"number": len(names) - NAMED} if len(names) > NAMED else ""
    return ", ".join(map(printable, names[:NAMED])) + more


def print_summary(report: Report) -> None:
    """The one summary: how many were added and known, which were refused and why."""
    for refused in report.faults:
        click.echo(outcome_line(refused))
    for added in report.added:
        if added.files:
            click.echo(outcome_line(added))
    _print_lists((*report.added, *report.known, *report.refused))
    beside = [refused for refused in report.refused if not refused.is_fault]
    _print_beside(beside)
    _print_warnings(report)
    for added in report.added:
        if not added.listed:
            print_conversions(added.converted, of=added.title)
    for known in report.known:
        if known.changed or known.mended:
            click.echo(outcome_line(known))
    counts = {"added": _records(report.added), "known": _records(report.known), "refused": len(report.faults)}
    click.echo(gettext("Thêm mới: %(added)s. Đã có: %(known)s. Từ chối: %(refused)s.") % counts)
    if not any(counts.values()) and not beside:
        click.echo(gettext("Không có tệp nào ở đó."))


def _print_warnings(report: Report) -> None:
    for caveat in Caveat:
        titles = [added.title for added in report.added if caveat in added.warnings]
        if titles:
            words = gettext("%(sentence)s %(number)s tài liệu: %(titles)s")
            told_of = {"sentence": gettext(warned(caveat)), "number": len(titles), "titles": _some(titles)}
            click.echo(words % told_of)


def _records(outcomes: Iterable[Added | Known]) -> int:
    """How many records these are; of a list each that went in or is there."""
    return sum(len(one.listed.done) if one.listed else 1 for one in outcomes)


def _print_lists(outcomes: Iterable[Outcome]) -> None:
    for one in outcomes:
        if one.listed:
            click.echo(printable(one.path))
            print_list(one.listed)


def _print_beside(beside: list[Refused]) -> None:
    """What stood in folders and is no record: pictures that somebody may have meant to be one, and notes and covers."""
    loose = [one.path for one in beside if one.refusal is Refusal.BESIDE and not is_poster_name(Path(one.path))]
    left = [Path(one.path).name for one in beside if one.path not in loose]
    if left:
        words = gettext("Để nguyên %(number)s tệp không đứng riêng: %(names)s")
        click.echo(words % {"number": len(left), "names": _some(left)})
    if loose:
        words = gettext(
            "Không lên kệ riêng, vì để cạnh tài liệu khác, %(number)s ảnh hay phụ đề: %(names)s. "
            "Muốn đưa ảnh lên thì để vào một thư mục riêng."
        )
        click.echo(words % {"number": len(loose), "names": _some(loose)})


def report_as_json(report: Report) -> dict[str, list[dict[str, object]]]:
    """The documented object: each file in one of three lists; those of one record as its `files`."""
    return {
        "added": [_plain(one) | {"warnings": warnings_as_json(one.warnings)} for one in report.added],
        "known": [_plain(one) for one in report.known],
        "refused": [
            {
                "path": path,
                "reason": one.refusal.value,
                "message": told(one),
                "detail": one.detail,
                "fault": one.is_fault,
            }
            | _listed(one)
            for one in report.refused
            for path in one.files or (one.path,)
        ],
    }


def _plain(one: Added | Known) -> dict[str, object]:
    """The fields of an outcome; of a list what became of its records."""
    return asdict(replace(one, listed=None)) | _listed(one)


def _listed(one: Outcome) -> dict[str, object]:
    """What became of the records of a list, null for any other file."""
    return {"listed": list_as_json(one.listed) if one.listed else None}
