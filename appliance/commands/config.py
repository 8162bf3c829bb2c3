"""`tusach config`: the settings in force."""

from __future__ import annotations

import click
import tomli_w

from appliance.config import effective
from appliance.station import Station


@click.command()
@click.pass_obj
def config(station: Station) -> None:
    """Print every setting with the value in force, as TOML; secrets are masked."""
    click.echo(tomli_w.dumps(effective(station.config)), nl=False)
