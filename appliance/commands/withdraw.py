"""`tusach withdraw`: take records of the library's own away."""

from __future__ import annotations

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.making import drain
from appliance.station import Station
from content.accession import withdraw_records
from content.errors import UnknownRecordError
from content.records import RecordId
from content.translations import gettext, marked, number


@click.command(
    cls=Command,
    help=marked(
        "Gỡ tài liệu của chính tủ sách, và tệp không còn ai dùng.\n\n"
        "Gỡ hết hoặc không gỡ cái nào. Thứ do gói có chữ ký mang đến thì đi theo gói, chỉ ẩn chứ không gỡ."
    ),
)
@click.argument("records", nargs=-1, required=True, metavar=marked("MÃ..."))
@click.pass_obj
def withdraw(station: Station, records: tuple[str, ...]) -> None:
    """Takes records of the library's own away, with the files that nothing else needs."""
    now = station.clock.now()
    try:
        freed = withdraw_records(station.library, [RecordId(record) for record in records], now=now)
    except UnknownRecordError as error:
        said = gettext("Tủ sách này không có “%(record)s”. Chưa gỡ gì cả. Xem mã: `tusach list`.")
        fail(Exit.FAULTS, said % {"record": printable(str(error))})
    drain(station.library, station.makers(), now=now)
    counts = {"records": number(len(records)), "files": number(freed)}
    click.echo(gettext("Đã gỡ: %(records)s tài liệu, xóa %(files)s tệp.") % counts)
