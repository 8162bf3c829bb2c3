"""Where a page is shown inside another app: how to open it in a browser, which can keep a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from content.addresses import Noun
from content.translations import gettext
from webapp.library.file import STILL, item_to_take_home
from webapp.library.formats import format_words
from webapp.library.visit import Pages, Visit
from webapp.shell.frame import Page, View

pages = Pages("outside", __name__)


@dataclass(frozen=True)
class OutsideView(View):
    """How to open the page in a browser.

    Attributes:
        title: of the record. file: its format and size. address: of the library, as it is typed.
        record: the way back. still: the way to the file all the same.
    """

    template: ClassVar[str] = "outside/outside.html"
    title: str
    file: str
    address: str
    record: str
    still: str


@pages.page(Noun.OUTSIDE)
def outside(visit: Visit) -> Page:
    """The hint.

    Raises:
        NotFound, Gone: the record or the file is not there, or may not be taken home.
    """
    shown, found = item_to_take_home(visit)
    record = visit.record_link(shown.record.kind, shown.record.id)
    file = visit.link(replace(visit.address, noun=Noun.FILE))
    view = OutsideView(
        title=shown.record.title,
        file=format_words(found),
        address=visit.request.host,
        record=record,
        still=f"{file}{'&' if '?' in file else '?'}{STILL}=1",
    )
    return Page(view=view, title=gettext("Mở bằng trình duyệt"), is_open=not shown.record.rights.is_restricted)
