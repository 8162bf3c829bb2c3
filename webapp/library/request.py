"""Đề nghị tài liệu: asking for a document, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Response

from content.addresses import Noun
from content.translations import gettext
from content.usage import TEXT_MAX, Letter, LetterKind, Want
from webapp.library.letter import CHOICE, TEXT, Fault, LetterForm, take
from webapp.library.visit import Pages, Visit
from webapp.shell.answers import redirect
from webapp.shell.frame import Page, View

LANGUAGES = ("vi", "tai", "hmn", "")
"""Of the document asked for; "": any, as it stands where a reader chooses nothing."""
LANGUAGE = "t"
pages = Pages("request", __name__)


@dataclass(frozen=True)
class RequestView(View):
    """The form; language: which one is chosen."""

    template: ClassVar[str] = "request/request.html"
    form: LetterForm
    language: str


@dataclass(frozen=True)
class RequestSentView(View):
    """The letter is kept."""

    template: ClassVar[str] = "request/sent.html"
    home: str


@pages.page(Noun.REQUEST)
def ask(visit: Visit) -> Page:
    """The form, with what was searched for already in it."""
    form = LetterForm(visit.to(Noun.REQUEST), visit.address.query[:TEXT_MAX], Want.ANY)
    return _page(RequestView(form, ""))


@pages.page(Noun.REQUEST, method="POST")
def send_request(visit: Visit) -> Page | Response:
    """Sends the letter, or shows the form again with what was typed."""
    want, language = visit.request.form.get(CHOICE, ""), visit.request.form.get(LANGUAGE, "")

    def letter(text: str) -> Letter | Fault:
        if not text:
            return Fault(gettext("Chưa gửi được. Chưa có chữ nào. Bạn viết vài chữ rồi chạm “Gửi”."), TEXT)
        return Letter(
            kind=LetterKind.REQUEST,
            text=text,
            want=Want(want) if want in set(Want) else Want.ANY,
            language=language if language in LANGUAGES else "",
        )

    form = take(visit, visit.to(Noun.REQUEST), letter)
    return _page(RequestView(form, language)) if form else redirect(visit.to(Noun.REQUEST_SENT), 303)


@pages.page(Noun.REQUEST_SENT)
def sent(visit: Visit) -> Page:
    """The letter is kept."""
    return Page(view=RequestSentView(visit.to(Noun.HOME)), title=gettext("Đã nhận"))


def _page(view: RequestView) -> Page:
    return Page(view=view, title=gettext("Đề nghị tài liệu"), status=view.form.status)
