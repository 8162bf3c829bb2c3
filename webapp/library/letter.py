"""Taking a letter from a form: text made plain, handed on, and what to say where it was not taken."""

from __future__ import annotations

from content.text import normalise
from content.translations import gettext
from content.usage import TEXT_MAX, Letter, LetterRefusedError, LetterSink, RefusedBecause


def plain_text(text: str) -> str:
    """What a reader typed, with one form of line ends and no blank ends."""
    return normalise(text.replace("\r\n", "\n")).strip()


def send(letters: LetterSink, letter: Letter) -> str:
    """Hands a letter on.

    Returns:
        "" when it is kept, else a sentence that says why not.
    """
    try:
        letters.send(letter)
    except LetterRefusedError as error:
        if error.because is RefusedBecause.FULL:
            return gettext("Chưa gửi được. Đang có nhiều người gửi. Chữ của bạn còn ở dưới. Một lát nữa bạn gửi lại.")
        return gettext("Chưa gửi được. Hộp đang bận. Chữ của bạn còn ở dưới. Một lát nữa bạn gửi lại.")
    return ""


def too_long() -> str:
    """What to say of a text over the limit."""
    return gettext("Chưa gửi được. Chữ dài quá, tối đa %(num)s chữ cái. Bạn viết ngắn lại.") % {"num": TEXT_MAX}
