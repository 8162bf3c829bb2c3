"""Báo lỗi tài liệu: saying that something is wrong with a record, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Response

from content.addresses import Noun
from content.catalogue.shown import Shown
from content.translations import gettext
from content.usage import ComplaintReason, Letter, LetterKind
from webapp.library.bar import Bar, back_link, bar
from webapp.library.letter import CHOICE, Fault, LetterForm, take
from webapp.library.signs import signs_of
from webapp.library.visit import Pages, Visit
from webapp.shell.answers import redirect
from webapp.shell.frame import Link, Page, View

pages = Pages("complaint", __name__)


@dataclass(frozen=True)
class ComplaintView(View):
    """The form; bar: the way back to the record."""

    template: ClassVar[str] = "complaint/complaint.html"
    bar: Bar
    form: LetterForm


@dataclass(frozen=True)
class ComplaintSentView(View):
    """The letter is kept."""

    template: ClassVar[str] = "complaint/sent.html"
    back: Link


@pages.page(Noun.COMPLAINT)
def complain(visit: Visit) -> Page:
    """The form.

    Raises:
        NotFound, Gone: the record is not there.
    """
    shown = visit.shown()
    return _page(shown, LetterForm(_action(shown, visit)), visit)


@pages.page(Noun.COMPLAINT, method="POST")
def send_complaint(visit: Visit) -> Page | Response:
    """Sends the letter, or shows the form again with what was typed.

    Raises:
        NotFound, Gone: the record is not there.
    """
    shown, reason = visit.shown(), visit.request.form.get(CHOICE, "")

    def letter(text: str) -> Letter | Fault:
        if reason not in set(ComplaintReason):
            words = gettext("Chưa gửi được. Chưa rõ tài liệu có gì không ổn. Bạn chọn một dòng rồi chạm “Gửi”.")
            return Fault(words, CHOICE)
        return Letter(kind=LetterKind.COMPLAINT, text=text, record=shown.record.id, reason=ComplaintReason(reason))

    form = take(visit, _action(shown, visit), letter)
    if form:
        return _page(shown, form, visit)
    return redirect(visit.record_link(shown.record.kind, shown.record.id, Noun.COMPLAINT_SENT), 303)


@pages.page(Noun.COMPLAINT_SENT)
def complaint_sent(visit: Visit) -> Page:
    """The letter is kept.

    Raises:
        NotFound, Gone: the record is not there.
    """
    return Page(view=ComplaintSentView(back_link(visit.shown(), visit)), title=gettext("Đã nhận"))


def _action(shown: Shown, visit: Visit) -> str:
    return visit.record_link(shown.record.kind, shown.record.id, Noun.COMPLAINT)


def _page(shown: Shown, form: LetterForm, visit: Visit) -> Page:
    signs = signs_of(shown.record.kind, visit.standing([shown.record.id]).get(shown.record.id))
    return Page(
        view=ComplaintView(bar(shown, visit), form),
        title=gettext("Báo lỗi tài liệu"),
        status=form.status,
        cloth=signs.cloth,
        motif=signs.motif,
    )
