"""`tusach export`: take the catalogue, and the files, out again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.station import Station
from content.addresses import DEFAULT_LANGUAGE
from content.catalogue import Catalogue, shelf_names
from content.export import Bag, BagReport, NoRoomError, chosen, write_bag, write_csv, write_marcxml
from content.holdings import Blobs
from content.translations import gettext, marked, megabytes, number
from content.trusted_time import ClockState

_FORMS = ("bagit", "csv", "marcxml")
_NAMED = 20


@click.command(
    cls=Command,
    help=marked(
        "Đưa danh mục và tệp ra ngoài, để nơi khác dùng.\n\n"
        "marcxml và csv ghi danh mục thành một tệp: MARC 21 cho Koha, hay bảng như bảng mẫu. bagit ghi một thư mục có "
        "cả danh mục và tệp gốc, kèm dấu để kiểm; `tusach import` bảng trong ấy là có lại tất cả. Tài liệu đang ẩn thì "
        "không đưa ra; tệp mà quyền không cho tải thì chỉ có mô tả."
    ),
)
@click.argument("target", type=click.Path(path_type=Path), metavar=marked("ĐÍCH"))
@click.option(
    "--format", "form", type=click.Choice(_FORMS), required=True, help=marked("Dạng: bagit, csv hay marcxml.")
)
@click.option("--shelf", default="", metavar=marked("KỆ"), help=marked("Chỉ tài liệu của một kệ, theo mã của kệ."))
@click.option("--json", "as_json", is_flag=True, help=marked("In một đối tượng JSON."))
@click.pass_obj
def export(station: Station, target: Path, *, form: str, shelf: str, as_json: bool) -> None:
    """Writes the catalogue as MARCXML or CSV, or with its files as a bag.

    Raises:
        click.exceptions.Exit: it cannot be written, or some files are damaged; those are told, the others are there.
    """
    library, now = station.library, station.clock.now()
    known = [id_ for id_, *_ in shelf_names(library.read(), DEFAULT_LANGUAGE)]
    if shelf and shelf not in known:
        words = gettext("Không có kệ “%(shelf)s”. Có: %(known)s.")
        fail(Exit.USAGE, words % {"shelf": printable(shelf), "known": ", ".join(known)})
    if not target.absolute().parent.is_dir():
        words = gettext("Không có thư mục “%(folder)s”. Chưa ghi gì.")
        fail(Exit.USAGE, words % {"folder": printable(str(target.parent))})
    some = chosen(Catalogue(library.read(), now.today), shelf=shelf)
    report = BagReport()
    try:
        if form == "bagit":
            organization = ", ".join(filter(None, (station.config.library.name, station.config.library.place)))
            day = now.today if now.state is ClockState.TRUSTED else None
            report = write_bag(
                some, Blobs(library.blobs_folder), Bag(target=target, organization=organization, day=day)
            )
        else:
            report.records = (write_csv if form == "csv" else write_marcxml)(some, target)
    except FileExistsError:
        words = gettext("“%(path)s” đã có, không ghi đè. Hãy chọn tên khác.")
        fail(Exit.FAULTS, words % {"path": printable(str(target))})
    except NoRoomError as error:
        words = gettext("Không đủ chỗ: cần %(needed)s, còn %(free)s. Chưa ghi gì.")
        fail(Exit.UNUSABLE, words % {"needed": megabytes(error.needed), "free": megabytes(error.free)})
    _tell(report, target, as_json=as_json)
    if report.damaged:
        raise click.exceptions.Exit(Exit.FAULTS)


def _tell(report: BagReport, target: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"target": str(target), **asdict(report)}, ensure_ascii=False))
        return
    for words, names in (
        (marked("Tệp hỏng nên để lại: %(number)s. %(names)s"), report.damaged),
        (marked("Quyền không cho đưa ra, chỉ có mô tả: %(number)s tệp. %(names)s"), report.kept),
    ):
        if names:
            more = " ..." if len(names) > _NAMED else ""
            some = ", ".join(map(printable, names[:_NAMED])) + more
            click.echo(gettext(words) % {"number": number(len(names)), "names": some})
    counts = {"records": number(report.records), "files": number(report.files), "size": megabytes(report.bytes)}
    if report.files:
        click.echo(gettext("Đã đưa ra: %(records)s tài liệu, %(files)s tệp, %(size)s.") % counts)
    else:
        click.echo(gettext("Đã đưa ra: %(records)s tài liệu.") % counts)
