"""`tusach remake`: delete everything made and make it again."""

from __future__ import annotations

import click

from appliance.making import drain, remake_all
from appliance.station import Station


@click.command()
@click.option("--stale", is_flag=True, help="Make only what is waiting to be made anew.")
@click.pass_obj
def remake(station: Station, *, stale: bool) -> None:
    """Delete everything made (thumbnails, open folder) and make it again. Nothing held is touched."""
    make = drain if stale else remake_all
    done = make(station.library, station.makers(), now=station.clock.now())
    click.echo(f"{done} records made anew")
