"""`tusach add`: bring files and folders into the library."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

import click

from appliance.commands.exits import Exit
from appliance.making import drain
from appliance.station import Station
from content.accession import Accession, Added, Known, Refused, Report, sentence
from content.accession.outcome import Outcome
from content.formats.worker import Worker
from content.library import LibraryFullError


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with the lists added, known and refused.")
@click.pass_obj
def add(station: Station, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Bring files and folders into the library.

    A file becomes a record of the library's own. What the library has already is left as it is. A sidecar NAME.toml
    beside a file overrides what the file says of itself; a TOML file alone describes something on paper.
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
    if report.refused:
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
    with Worker(limits=limits.reading) as worker:
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
            return f"added    {printable(outcome.title)}"
        case Known(mended=True):
            return f"mended   {printable(outcome.title)}"
        case Known(changed=True):
            return f"changed  {printable(outcome.title)}"
        case Known():
            return f"known    {printable(outcome.title)}"
        case Refused():
            detail = f" ({printable(outcome.detail)})" if outcome.detail else ""
            return (
                f"refused  {printable(outcome.path)}: {outcome.refusal}{detail}\n         {sentence(outcome.refusal)}"
            )


def print_summary(report: Report) -> None:
    """The one summary: how many were added and known, which were refused and why."""
    for refused in report.refused:
        click.echo(outcome_line(refused))
    for known in report.known:
        if known.changed or known.mended:
            click.echo(outcome_line(known))
    counts = [(len(report.added), "added"), (len(report.known), "known already"), (len(report.refused), "refused")]
    click.echo(", ".join(f"{number} {word}" for number, word in counts))
    if not any(number for number, _ in counts):
        click.echo("Không có tệp nào ở đó.")


def report_as_json(report: Report) -> dict[str, list[dict[str, object]]]:
    """The documented object: each path in one of three lists."""
    return {
        "added": [asdict(one) for one in report.added],
        "known": [asdict(one) for one in report.known],
        "refused": [
            {
                "path": one.path,
                "reason": one.refusal.value,
                "message": sentence(one.refusal),
                "detail": one.detail,
            }
            for one in report.refused
        ],
    }


def printable(text: str) -> str:
    """The text without anything that could move a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
