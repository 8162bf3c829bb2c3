"""`tusach show`: everything about one record."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from appliance.commands.exits import Exit, fail
from appliance.station import Station
from content.catalogue import Catalogue


@click.command()
@click.argument("record")
@click.pass_obj
def show(station: Station, record: str) -> None:
    """Print one record as JSON: description, items, copies, issues, contents."""
    catalogue = Catalogue(station.library.read(), station.clock.now().today)
    shown = catalogue.shown(record)
    if shown is None:
        fail(Exit.FAULTS, f"no visible record {record}")
    whole = asdict(shown) | {"contents": [asdict(entry) for entry in catalogue.contents(record)]}
    click.echo(json.dumps(whole, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} is not for JSON")
