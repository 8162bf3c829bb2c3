"""`tusach list`: what the library holds."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from appliance.commands.exits import printable
from appliance.commands.help_pages import Command
from appliance.station import Station
from content.catalogue import Catalogue, Entry, Wanted
from content.catalogue.itemised import without_consent
from content.translations import gettext, kind_word, marked

PAGE = 500


@click.command("list", cls=Command, help=marked("In mọi tài liệu đang thấy được, theo vần của tên."))
@click.option("--json", "as_json", is_flag=True, help=marked("In một mảng JSON gồm các mục."))
@click.pass_obj
def list_records(station: Station, *, as_json: bool) -> None:
    """Lists every visible record, in Vietnamese order of title."""
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
    if not entries and not hidden:
        click.echo(gettext("Chưa có tài liệu nào."))
    for entry in entries:
        creators = f" / {printable(entry.creators)}" if entry.creators else ""
        click.echo(f"{entry.id}  {kind_word(entry.kind):13}  {printable(entry.title)}{creators}")
    unseen = gettext("(bạn đọc chưa thấy: thiếu đồng ý)")
    for record, title in hidden:
        click.echo(f"{record}  {printable(title)}  {unseen}")
