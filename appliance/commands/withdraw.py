"""`tusach withdraw`: take records of the library's own away."""

from __future__ import annotations

import click

from appliance.commands.exits import Exit, fail
from appliance.making import drain
from appliance.station import Station
from content.accession import withdraw_records
from content.errors import UnknownRecordError
from content.records import RecordId


@click.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORD...")
@click.pass_obj
def withdraw(station: Station, records: tuple[str, ...]) -> None:
    """Take records of the library's own away, with the files that nothing else needs.

    All of them or none. What a signed pack brought goes with its pack and is hidden, not withdrawn.
    """
    now = station.clock.now()
    try:
        freed = withdraw_records(station.library, [RecordId(record) for record in records], now=now)
    except UnknownRecordError as error:
        fail(Exit.FAULTS, f"no record of this library's own: {error}")
    drain(station.library, station.makers(), now=now)
    click.echo(f"{len(records)} withdrawn, {freed} files deleted")
