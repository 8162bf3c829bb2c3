"""Letters from forms: the form as it stands, taking what was sent, and what to say where it was not taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.text import normalise
from content.translations import gettext, number
from content.usage import TEXT_MAX, Letter, LetterRefusedError, RefusedBecause
from webapp.library.visit import Visit

TEXT, CHOICE = "dn", "k"
"""Names of the fields that both forms have."""


@dataclass(frozen=True)
class Fault:
    """Why a letter was not sent: what happened and what to do; `field` names the one to mend, "" for none."""

    words: str
    field: str = ""


@dataclass(frozen=True)
class LetterForm:
    """A form as it stands.

    Attributes:
        action: where it is sent. text: what is in it. choice: what is chosen, "" for nothing.
        fault: why it was not sent, None at first. status: of the answer that shows it.
    """

    action: str
    text: str = ""
    choice: str = ""
    fault: Fault | None = None
    status: int = 200
    text_max: int = TEXT_MAX


def take(visit: Visit, action: str, make: Callable[[str], Letter | Fault]) -> LetterForm | None:
    """Hands on what was sent with a form.

    Args:
        make: makes the letter of a text that is not too long, or says what is missing.

    Returns:
        None when the letter is kept, else the form with what was typed and what to do.
    """
    text = _plain(visit.request.form.get(TEXT, ""))
    made = make(text) if len(text) <= TEXT_MAX else Fault(_too_long(len(text)), TEXT)
    fault, status = (made, 400) if isinstance(made, Fault) else (_send(visit, made), 503)
    if fault is None:
        return None
    return LetterForm(action, text, visit.request.form.get(CHOICE, ""), fault, status)


def _plain(text: str) -> str:
    """What a reader typed, with one form of line ends and no blank ends."""
    return normalise(text.replace("\r\n", "\n")).strip()


def _send(visit: Visit, letter: Letter) -> Fault | None:
    try:
        visit.letters.send(letter)
    except LetterRefusedError as error:
        if error.because is RefusedBecause.FULL:
            return Fault(
                gettext("Chưa gửi được. Đang có nhiều người gửi. Chữ của bạn còn ở dưới. Một lát nữa bạn gửi lại.")
            )
        return Fault(gettext("Chưa gửi được. Hộp đang bận. Chữ của bạn còn ở dưới. Một lát nữa bạn gửi lại."))
    return None


def _too_long(length: int) -> str:
    words = gettext("Chưa gửi được. Có %(length)s chữ cái, nhiều nhất là %(num)s. Bạn viết ngắn lại.")
    return words % {"length": number(length), "num": number(TEXT_MAX)}
