"""`tusach letters`: what readers have written."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.exits import printable
from appliance.commands.help_pages import Command
from appliance.counting import StoredLetter, read_letters
from appliance.station import Station
from content.catalogue import Catalogue
from content.translations import day, gettext, marked
from content.usage import ComplaintReason, LetterKind, Want

_WANTS = {
    Want.READ: marked("để đọc"),
    Want.LISTEN: marked("để nghe"),
    Want.WATCH: marked("để xem"),
    Want.ANY: marked("cách nào cũng được"),
}
_REASONS = {
    ComplaintReason.WRONG: marked("có chỗ sai"),
    ComplaintReason.NOT_FOR_CHILDREN: marked("không hợp với trẻ em"),
    ComplaintReason.RIGHTS: marked("về bản quyền"),
    ComplaintReason.OTHER: marked("chuyện khác"),
}


@click.command(
    cls=Command,
    help=marked(
        "In thư của bạn đọc, thư cũ trước: đề nghị tài liệu, báo lỗi.\n\n"
        "Mỗi thư có ngày đến; dấu `?` sau ngày là lúc ấy đồng hồ chưa chắc đúng."
    ),
)
@click.option("--json", "as_json", is_flag=True, help=marked("In một mảng JSON gồm các thư."))
@click.pass_obj
def letters(station: Station, *, as_json: bool) -> None:
    """Lists the letters of readers, oldest first."""
    found = read_letters(station.library.held)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    if not found:
        click.echo(gettext("Chưa có thư nào."))
    catalogue = Catalogue(station.library.read(), station.clock.now().today)
    for one in found:
        shown = catalogue.shown(one.letter.record) if one.letter.record else None
        click.echo(_line(one, shown.record.title if shown else ""))


def _plain(one: StoredLetter) -> dict[str, object]:
    """A letter with the fields of its kind."""
    fields = asdict(one.letter)
    others = ("record", "reason") if one.letter.kind is LetterKind.REQUEST else ("want", "language")
    said = {name: value for name, value in fields.items() if name not in others}
    return {"id": one.id, **said, "day": one.day, "clock": one.clock}


def _line(one: StoredLetter, title: str) -> str:
    """A letter for a person.

    Args:
        title: of the record it is about, "" where it is about none that is there.
    """
    said = one.letter
    if said.kind is LetterKind.REQUEST:
        about = [gettext("đề nghị"), gettext(_WANTS[said.want]), said.language]
    else:
        about = [gettext("báo lỗi"), gettext(_REASONS[said.reason]), title and f"“{title}”", said.record]
    when = day(one.day) if one.clock == "trusted" else f"{day(one.day)}?"
    words = [when, *filter(None, about), " ".join(said.text.split())]
    return "  ".join(printable(word) for word in words).rstrip()
