"""`tusach keeper` and `tusach count`: the two resident processes beside the web server."""

from __future__ import annotations

import signal
import threading

import click

from appliance.commands.help_pages import Command
from appliance.counting import Letterbox
from appliance.station import Station
from appliance.tasks import Keeper
from content.translations import marked


@click.command(cls=Command, help=marked("Làm việc định kỳ cho đến khi được bảo dừng."))
@click.pass_obj
def keeper(station: Station) -> None:
    """Does periodic work until told to stop (docs/tasks.md)."""
    Keeper(station.library, makers=station.makers(), clock=station.clock).run_until(_until_told())


@click.command(cls=Command, help=marked("Nhận thư của bạn đọc cho đến khi được bảo dừng."))
@click.pass_obj
def count(station: Station) -> None:
    """Takes letters from readers until told to stop."""
    chosen = station.config.letters
    box = Letterbox(
        station.library.held, station.library.run, clock=station.clock, per_hour=chosen.per_hour, kept=chosen.kept
    )
    box.serve_until(_until_told())


def _until_told() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
