"""`tusach letters`: what readers have written."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.add import printable
from appliance.counting import StoredLetter, read_letters
from appliance.station import Station
from content.usage import LetterKind


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of letters.")
@click.pass_obj
def letters(station: Station, *, as_json: bool) -> None:
    """List the letters of readers, oldest first: documents asked for, faults reported.

    Each with the day it came, and `?` after a day of a clock that was not trusted.
    """
    found = read_letters(station.library.held)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(_line(one))


def _plain(one: StoredLetter) -> dict[str, object]:
    """A letter with the fields of its kind."""
    fields = asdict(one.letter)
    others = ("record", "reason") if one.letter.kind is LetterKind.REQUEST else ("want", "language")
    said = {name: value for name, value in fields.items() if name not in others}
    return {"id": one.id, **said, "day": one.day, "clock": one.clock}


def _line(one: StoredLetter) -> str:
    said = one.letter
    about = (said.want, said.language) if said.kind is LetterKind.REQUEST else (said.reason, said.record)
    day = one.day if one.clock == "trusted" else f"{one.day}?"
    words = [day, said.kind, *filter(None, about), " ".join(said.text.split())]
    return "  ".join(printable(word) for word in words).rstrip()
