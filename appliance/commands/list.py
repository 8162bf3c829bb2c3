"""`tusach list`: what the library holds."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.add import printable
from appliance.station import Station
from content.catalogue import Catalogue, Entry, Wanted

PAGE = 500


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array of entries.")
@click.pass_obj
def list_records(station: Station, *, as_json: bool) -> None:
    """List every visible record, in Vietnamese order of title."""
    catalogue = Catalogue(station.library.read(), station.clock.now().today)
    page = 1
    entries: list[Entry] = []
    while True:
        listing = catalogue.listing(Wanted(), page=page, size=PAGE)
        entries += listing.entries
        if page >= listing.pages:
            break
        page += 1
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
        return
    for entry in entries:
        creators = f" / {printable(entry.creators)}" if entry.creators else ""
        click.echo(f"{entry.id}  {entry.kind:10}  {printable(entry.title)}{creators}")
