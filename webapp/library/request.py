"""Đề nghị tài liệu: asking for a document, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import Response

from content.addresses import Noun
from content.translations import gettext
from content.usage import TEXT_MAX, Letter, LetterKind, Want
from webapp.library.letter import plain_text, send, too_long
from webapp.library.visit import Pages, Visit
from webapp.shell.answers import redirect
from webapp.shell.frame import Page, View

LANGUAGES = ("vi", "tai", "hmn", "")
"""Of the document asked for; "": another."""
pages = Pages("request", __name__)


@dataclass(frozen=True)
class RequestView(View):
    """The form. text, want, language: as it stands; fault: why it was not sent, "" at first."""

    template: ClassVar[str] = "request/request.html"
    text: str
    text_max: int
    want: str
    language: str
    fault: str
    action: str


@dataclass(frozen=True)
class RequestSentView(View):
    """The letter is kept."""

    template: ClassVar[str] = "request/sent.html"
    home: str


@pages.page(Noun.REQUEST)
def ask(visit: Visit) -> Page:
    """The form, with what was searched for already in it."""
    return _form(visit, text=visit.address.query)


@pages.page(Noun.REQUEST, method="POST")
def send_request(visit: Visit) -> Page | Response:
    """Sends the letter, or shows the form again with what was typed."""
    form = visit.request.form
    text = plain_text(form.get("dn", ""))
    want = form.get("k", "")
    language = form.get("t", "")
    fault, status = "", 400
    if not text:
        fault = gettext("Chưa có chữ nào. Bạn viết vài chữ rồi gửi.")
    elif len(text) > TEXT_MAX:
        fault = too_long()
    else:
        letter = Letter(
            kind=LetterKind.REQUEST,
            text=text,
            want=Want(want) if want in set(Want) else Want.ANY,
            language=language if language in LANGUAGES else "",
        )
        fault, status = send(visit.letters, letter), 503
    if fault:
        return _form(visit, text=text, want=want, language=language, fault=fault, status=status)
    return redirect(visit.to(Noun.REQUEST_SENT), 303)


@pages.page(Noun.REQUEST_SENT)
def sent(visit: Visit) -> Page:
    """The letter is kept."""
    return Page(view=RequestSentView(visit.to(Noun.HOME)), title=gettext("Đã nhận"))


def _form(
    visit: Visit, *, text: str, want: str = Want.READ, language: str = "vi", fault: str = "", status: int = 200
) -> Page:
    view = RequestView(
        text=text[:TEXT_MAX] if not fault else text,
        text_max=TEXT_MAX,
        want=want,
        language=language,
        fault=fault,
        action=visit.to(Noun.REQUEST),
    )
    return Page(view=view, title=gettext("Đề nghị tài liệu"), status=status)
