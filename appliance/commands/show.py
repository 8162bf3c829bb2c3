"""`tusach show`: everything about one record."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.commands.lists_told import warnings_as_json
from appliance.station import Station
from content.catalogue import Catalogue, doubts_of
from content.catalogue.itemised import without_consent
from content.translations import gettext, marked


@click.command(
    cls=Command, help=marked("In một tài liệu dạng JSON: mô tả, tệp, bản giấy, các số, mục lục, điều nên xem lại.")
)
@click.argument("record", metavar=marked("MÃ"))
@click.pass_obj
def show(station: Station, record: str) -> None:
    """Prints one record as JSON: description, items, copies, issues, contents, what to look at."""
    catalogue = Catalogue(station.library.read(), station.clock.now().today)
    shown = catalogue.shown(record)
    if shown is None and record in dict(without_consent(station.library.read())):
        fail(
            Exit.FAULTS,
            gettext("Bạn đọc chưa thấy “%(record)s”: chưa ghi người được thu đã đồng ý.")
            % {"record": printable(record)},
        )
    if shown is None:
        fail(
            Exit.FAULTS,
            gettext("Không thấy tài liệu “%(record)s”. Xem mã: `tusach list`.") % {"record": printable(record)},
        )
    doubts = doubts_of(station.library.read(), record)
    whole = asdict(shown) | {
        "contents": [asdict(entry) for entry in catalogue.contents(record)],
        "warnings": warnings_as_json(doubts.caveats),
        "converted": [asdict(one) for one in doubts.converted],
    }
    click.echo(json.dumps(whole, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} is not for JSON")
