"""Báo lỗi tài liệu: saying that something is wrong with a record, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Response

from content.addresses import Noun
from content.catalogue.shown import Shown
from content.translations import gettext, kind_word
from content.usage import TEXT_MAX, ComplaintReason, Letter, LetterKind
from webapp.library.letter import plain_text, send, too_long
from webapp.library.lists import foreign
from webapp.library.visit import Pages, Visit
from webapp.library.words import KINDS
from webapp.shell.answers import redirect
from webapp.shell.frame import Link, Page, View

pages = Pages("complaint", __name__)


@dataclass(frozen=True)
class ComplaintView(View):
    """The form. text, reason: as it stands; fault: why it was not sent, "" at first."""

    template: ClassVar[str] = "complaint/complaint.html"
    book: Link
    title: str
    title_language: str
    text: str
    text_max: int
    reason: str
    fault: str
    action: str


@dataclass(frozen=True)
class ComplaintSentView(View):
    """The letter is kept."""

    template: ClassVar[str] = "complaint/sent.html"
    book: Link


@pages.page(Noun.COMPLAINT)
def complain(visit: Visit) -> Page:
    """The form."""
    return _form(visit, visit.shown())


@pages.page(Noun.COMPLAINT, method="POST")
def send_complaint(visit: Visit) -> Page | Response:
    """Sends the letter, or shows the form again with what was typed."""
    shown = visit.shown()
    form = visit.request.form
    text = plain_text(form.get("dn", ""))
    reason = form.get("k", "")
    status = 400
    if reason not in set(ComplaintReason):
        fault = gettext("Bạn chọn sai chỗ nào rồi gửi.")
    elif len(text) > TEXT_MAX:
        fault = too_long()
    else:
        letter = Letter(kind=LetterKind.COMPLAINT, text=text, record=shown.record.id, reason=ComplaintReason(reason))
        fault, status = send(visit.letters, letter), 503
    if fault:
        return _form(visit, shown, text=text, reason=reason, fault=fault, status=status)
    return redirect(visit.record_link(shown.record.kind, shown.record.id, Noun.COMPLAINT_SENT), 303)


@pages.page(Noun.COMPLAINT_SENT)
def complaint_sent(visit: Visit) -> Page:
    """The letter is kept."""
    shown = visit.shown()
    return Page(view=ComplaintSentView(_book(shown, visit)), title=gettext("Đã nhận"))


def _book(shown: Shown, visit: Visit) -> Link:
    return Link(visit.record_link(shown.record.kind, shown.record.id), kind_word(shown.record.kind))


def _form(visit: Visit, shown: Shown, *, text: str = "", reason: str = "", fault: str = "", status: int = 200) -> Page:
    look = KINDS[shown.record.kind]
    view = ComplaintView(
        book=_book(shown, visit),
        title=shown.record.title,
        title_language=foreign(shown.record.language),
        text=text,
        text_max=TEXT_MAX,
        reason=reason,
        fault=fault,
        action=visit.record_link(shown.record.kind, shown.record.id, Noun.COMPLAINT),
    )
    return Page(view=view, title=gettext("Báo lỗi tài liệu"), status=status, cloth=look.cloth, motif=look.motif)
