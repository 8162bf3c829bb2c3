"""Opening a page by its number: the form under every page leads here, and from here to that page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from flask import Response

from content.addresses import Noun
from content.translations import gettext
from webapp.library.bar import Bar, bar, head_title, no_such_page
from webapp.library.sheet import SHEETS, TurnForm, sheet_link, turn_form
from webapp.library.visit import Pages, Visit
from webapp.shell.answers import redirect
from webapp.shell.frame import Page, View

NUMBER = re.compile(r"\s*0*([0-9]{1,5})\s*")
TYPED_SHOWN = 20
pages = Pages("turn", __name__)


@dataclass(frozen=True)
class TurnView(View):
    """There is no such page: what was typed, what there is, and the form again."""

    template: ClassVar[str] = "turn/turn.html"
    bar: Bar
    heading: str
    text: str
    turn: TurnForm | None


@pages.page(Noun.TURN)
def turn(visit: Visit) -> Page | Response:
    """Leads to a page in the view that is looked at.

    Raises:
        NotFound, Gone: the record is not there.
        NoSuchPageError: it is not looked at page by page.
    """
    shown = visit.shown()
    first = visit.catalogue.part(shown.record.id, 1)
    if first is None or first.manner not in SHEETS:
        raise no_such_page(shown, visit)
    typed = visit.request.args.get("trang", "")
    found = NUMBER.fullmatch(typed)
    number = int(found[1]) if found else 0
    if 1 <= number <= shown.parts:
        return redirect(sheet_link(visit, shown, number, visit.address.view), 303)
    words = " ".join(typed.split())[:TYPED_SHOWN]
    heading = gettext("Không có trang “%(typed)s”") % {"typed": words} if words else gettext("Chưa có số trang")
    view = TurnView(
        bar=bar(shown, visit),
        heading=heading,
        text=gettext("Ở đây có từ 1 đến %(last)s. Gõ số khác rồi mở.") % {"last": shown.parts},
        turn=turn_form(visit, shown, 1),
    )
    return Page(view=view, title=head_title(shown, heading), status=404, is_open=not shown.record.rights.is_restricted)
