"""`tusach withdraw`: take records of the library's own away."""

from __future__ import annotations

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.making import drain
from appliance.station import Station
from content.accession import withdraw_records
from content.catalogue import was_withdrawn
from content.errors import UnknownRecordError
from content.records import RecordId
from content.translations import gettext, marked, number

_UNKNOWN = marked("Tủ sách này không có “%(record)s”. Chưa gỡ gì cả. Xem mã: `tusach list`.")
_GONE = marked("“%(record)s” đã được gỡ từ trước. Lần này chưa gỡ gì cả. Xem mã: `tusach list`.")


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
    now, library = station.clock.now(), station.library
    wanted = tuple(RecordId(record) for record in dict.fromkeys(records))
    try:
        freed = withdraw_records(library, wanted, now=now)
    except UnknownRecordError as error:
        gone = was_withdrawn(library.read(), RecordId(str(error)))
        fail(Exit.FAULTS, gettext(_GONE if gone else _UNKNOWN) % {"record": printable(str(error))})
    drain(library, station.makers(), now=now)
    counts = {"records": number(len(wanted)), "files": number(freed)}
    click.echo(gettext("Đã gỡ: %(records)s tài liệu, xóa %(files)s tệp.") % counts)
