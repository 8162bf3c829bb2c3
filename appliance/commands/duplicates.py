"""`tusach duplicates`: records that may be one work, and what a person decides about them."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.exits import Exit, fail, printable
from appliance.commands.help_pages import Command
from appliance.making import drain
from appliance.station import Station
from content.accession import Accession
from content.accession.joining import CannotJoinError, Hindrance
from content.catalogue import has_record
from content.catalogue.doubts import forget_caveat
from content.catalogue.likeness import Proposal, Reason, Side, is_proposed, proposals, set_apart
from content.errors import UnknownRecordError
from content.formats.reading import Caveat
from content.formats.worker import Worker
from content.records import RecordId
from content.translations import gettext, marked

_REASONS = {
    Reason.IDENTIFIER: marked("cùng số ISBN"),
    Reason.TITLE: marked("cùng tên, cùng người viết"),
}
_HINDRANCES = {
    Hindrance.SAME: marked("Hai mã là một. Chưa làm gì cả."),
    Hindrance.SIGNED: marked("Một trong hai do gói có chữ ký mang đến, nên không gộp ở đây. Chưa làm gì cả."),
    Hindrance.RIGHTS: marked("Quyền của hai tài liệu khác nhau, nên không gộp. Sửa cho giống rồi gộp lại."),
    Hindrance.HIDDEN: marked("Một trong hai đang ẩn, nên không gộp. Chưa làm gì cả."),
    Hindrance.RECORDING: marked("Bản thu của một người thì đứng riêng, không gộp. Chưa làm gì cả."),
    Hindrance.UNREADABLE: marked("Hộp không đọc lại được tệp của một trong hai. Chưa gộp, không mất gì."),
}
_UNKNOWN = marked("Tủ sách này không có “%(record)s”. Chưa làm gì cả. Xem mã: `tusach duplicates`.")


@click.command(
    cls=Command,
    help=marked(
        "In những tài liệu có thể là một, từ hai nơi. Hộp không tự gộp.\n\n"
        "--join gộp tài liệu thứ nhất vào thứ hai: tệp, bản giấy, mã số sang cả bên ấy; địa chỉ cũ dẫn sang. "
        "--apart ghi là hai cuốn khác nhau, lần sau không hỏi nữa."
    ),
)
@click.option("--join", "join", nargs=2, metavar=marked("MÃ VÀO_MÃ"), help=marked("Gộp tài liệu thứ nhất vào thứ hai."))
@click.option("--apart", "apart", nargs=2, metavar=marked("MÃ MÃ"), help=marked("Hai tài liệu này khác nhau."))
@click.option("--json", "as_json", is_flag=True, help=marked("In một mảng JSON gồm các cặp."))
@click.pass_obj
def duplicates(station: Station, *, join: tuple[str, str] | None, apart: tuple[str, str] | None, as_json: bool) -> None:
    """Lists records that may be one work, joins two, or sets two apart."""
    if join:
        _join(station, RecordId(join[0]), RecordId(join[1]))
        return
    if apart:
        _set_apart(station, RecordId(apart[0]), RecordId(apart[1]))
        return
    found = proposals(station.library.read())
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    if not found:
        click.echo(gettext("Không thấy tài liệu nào giống nhau."))
    for one in found:
        _print(one)


def _print(one: Proposal) -> None:
    click.echo(gettext(_REASONS[one.reason]))
    for side in (one.record, one.other):
        click.echo(f"  {side.record}  {_said(side)}")
    if one.record.is_own and one.other.is_own:
        click.echo(f"  tusach duplicates --join {one.record.record} {one.other.record}")
    click.echo(f"  tusach duplicates --apart {one.record.record} {one.other.record}")


def _said(side: Side) -> str:
    counts = []
    if side.files:
        counts.append(gettext("%(files)s tệp") % {"files": side.files})
    if side.copies:
        counts.append(gettext("%(copies)s bản giấy") % {"copies": side.copies})
    if not side.is_own:
        counts.append(gettext("có chữ ký"))
    creators = f" / {side.creators}" if side.creators else ""
    words = f"{side.title}{creators}" + (f", {side.issued}" if side.issued else "")
    return printable(words + (f" ({', '.join(counts)})" if counts else ""))


def _join(station: Station, record: RecordId, into: RecordId) -> None:
    """Joins two records.

    Raises:
        click.exceptions.Exit: they cannot be joined; nothing was changed.
    """
    limits, now = station.accession_limits, station.clock.now()
    try:
        with Worker(limits=limits.worker) as worker:
            joined = Accession(station.library, worker=worker, now=now, limits=limits).join(record, into)
    except UnknownRecordError as error:
        fail(Exit.FAULTS, gettext(_UNKNOWN) % {"record": printable(str(error))})
    except CannotJoinError as error:
        fail(Exit.FAULTS, gettext(_HINDRANCES[error.hindrance]))
    drain(station.library, station.makers(), now=now)
    click.echo(gettext("Đã gộp. Nay là: %(title)s (%(record)s)") % {"title": printable(joined.title), "record": into})


def _set_apart(station: Station, one: RecordId, other: RecordId) -> None:
    """Remembers that two records are two works.

    Raises:
        click.exceptions.Exit: there is no such record.
    """
    library = station.library
    for record in (one, other):
        if not has_record(library.read(), record):
            fail(Exit.FAULTS, gettext(_UNKNOWN) % {"record": printable(record)})
    with library.write() as tx:
        set_apart(tx, one, other, now=station.clock.now())
        for record in (one, other):
            if not is_proposed(tx, record):
                forget_caveat(tx, record, Caveat.ALIKE)
    click.echo(gettext("Đã ghi: hai tài liệu khác nhau."))
