"""`tusach list`: what the library holds."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.exits import printable
from appliance.commands.help_pages import Command
from appliance.commands.lists_told import warnings_as_json
from appliance.station import Station
from content.accession import warned
from content.catalogue import Catalogue, Entry, Wanted, all_labels
from content.catalogue import doubtful as doubtful_records
from content.catalogue.itemised import without_consent
from content.translations import gettext, kind_word, marked

PAGE = 500


@click.command("list", cls=Command, help=marked("In mọi tài liệu đang thấy được, theo vần của tên."))
@click.option("--json", "as_json", is_flag=True, help=marked("In một mảng JSON gồm các mục."))
@click.option("--doubtful", is_flag=True, help=marked("Chỉ in tài liệu có điều nên xem lại, và điều ấy là gì."))
@click.pass_obj
def list_records(station: Station, *, as_json: bool, doubtful: bool) -> None:
    """Lists every visible record, in Vietnamese order of title, or those that a person should look at."""
    if doubtful:
        _list_doubtful(station, as_json=as_json)
        return
    catalogue = Catalogue(station.library.read(), station.clock.now().today)
    page = 1
    entries: list[Entry] = []
    while True:
        listing = catalogue.listing(Wanted(), page=page, size=PAGE)
        entries += listing.entries
        if page >= listing.pages:
            break
        page += 1
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
        return
    hidden = without_consent(station.library.read())
    labels = all_labels(station.library.read())
    if not entries and not hidden and not labels:
        click.echo(gettext("Chưa có tài liệu nào."))
    for entry in entries:
        creators = f" / {printable(entry.creators)}" if entry.creators else ""
        click.echo(f"{entry.id}  {kind_word(entry.kind):13}  {printable(entry.title)}{creators}")
    unseen = gettext("(bạn đọc chưa thấy: thiếu đồng ý)")
    for record, title in hidden:
        click.echo(f"{record}  {printable(title)}  {unseen}")
    for record, title, says in labels:
        spoken = gettext("(lời đọc tên của trang %(page)s)") % {"page": says}
        click.echo(f"{record}  {printable(title)}  {spoken}")


def _list_doubtful(station: Station, *, as_json: bool) -> None:
    found = doubtful_records(station.library.read())
    if as_json:
        told = [
            {"id": record, "title": title, "warnings": warnings_as_json(caveats)} for record, title, caveats in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    if not found:
        click.echo(gettext("Không có tài liệu nào phải xem lại."))
    for record, title, caveats in found:
        click.echo(f"{record}  {printable(title)}")
        for caveat in caveats:
            click.echo("    " + gettext(warned(caveat)))
