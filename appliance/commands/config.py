"""`tusach config`: the settings in force."""

from __future__ import annotations

import click
import tomli_w

from appliance.commands.help_pages import Command
from appliance.config import FILE, effective
from appliance.station import NoLibraryError, Station
from content.translations import marked


@click.command(cls=Command, help=marked("In mọi giá trị đang dùng, dạng TOML; chỗ bí mật được che."))
@click.pass_obj
def config(station: Station) -> None:
    """Prints every setting with the value in force, as TOML; secrets are masked.

    Raises:
        NoLibraryError: the folder has neither a library nor settings for one.
    """
    if not station.holds_library() and not (station.folder / FILE).is_file():
        raise NoLibraryError(station.folder)
    click.echo(tomli_w.dumps(effective(station.config)), nl=False)
