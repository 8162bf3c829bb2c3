"""`tusach remake`: delete everything made and make it again."""

from __future__ import annotations

import click

from appliance.commands.help_pages import Command
from appliance.making import drain, remake_all
from appliance.station import Station
from content.translations import gettext, marked, number


@click.command(
    cls=Command,
    help=marked("Xóa mọi thứ làm ra được (ảnh bìa nhỏ, thư mục mở) rồi làm lại. Không động đến sách."),
)
@click.option("--stale", is_flag=True, help=marked("Chỉ làm những gì đang chờ làm lại."))
@click.pass_obj
def remake(station: Station, *, stale: bool) -> None:
    """Deletes everything made (thumbnails, open folder) and makes it again. Nothing held is touched."""
    make = drain if stale else remake_all
    done = make(station.library, station.makers(), now=station.clock.now())
    click.echo(gettext("Đã làm lại: %(records)s tài liệu.") % {"records": number(done)})
