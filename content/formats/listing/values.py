"""What stands in a cell, as a sidecar says it: years, days, numbers, languages, words, ISBN."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from content.formats.listing.column import Column, Form
from content.formats.listing.words import NO, YES, word_of
from content.text import bare_isbn, fold, is_isbn, normalise, one_line, tags_meant
from content.text.languages import SCRIPTS

Value = str | int | bool

_LINE_MOST: Final = 1_000
_TEXT_MOST: Final = 20_000
_PLAIN_YEAR = re.compile(r"\[?(?:c|©|nam|in nam|khoang)? ?\[?(\d{4})\??\]?\.?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d.*)?")
_DAY_FIRST = re.compile(
    r"(?:(?:ngay )?(\d{1,2})(?:[-/.]| thang ))?(?:thang )?(\d{1,2})(?:[-/.]| nam )(\d{4})(?: \d.*)?"
)
_COUNT = re.compile(r"(\d{1,6}|\d{1,3}(?:[.,]\d{3})+) ?(?:ban|cuon|quyen|tap|to|nguoi|b|c|q|copies|copy|dau sach)?\.?")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_SCRIPT_CODE = re.compile(r"[A-Z][a-z]{3}")
_ISBN_REMARK = re.compile(r"\s*[:(].*$")
_YEAR_LEAST: Final = 1_000
UNKNOWN_PERSON: Final = "?"
"""Of a recording of which only that is known: somebody was recorded, so it needs her consent."""


def value_of(column: Column, said: str) -> Value | None:
    """One value of a cell as a sidecar says it.

    Args:
        column: whose cell it is.
        said: the value, not blank.

    Returns:
        None where it cannot be read as what the column holds.
    """
    reading = _READINGS.get(column.form)
    if reading is not None:
        return reading(said.strip())
    if column.form is Form.WORD:
        return word_of(column.key, said)
    return one_line(said, _LINE_MOST) or None


def _paragraphs(said: str) -> str | None:
    lines = (one_line(line, _TEXT_MOST) for line in normalise(said[:_TEXT_MOST]).splitlines())
    return "\n".join(line for line in lines if line) or None


def issued_of(said: str) -> str | None:
    """A year, month or day as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where it is none that the calendar has.

    Args:
        said: "2019", "5/2019", "12/5/2019" (the day first), "2019-05-12", "tháng 5 năm 2019", "c2019", "[2019?]".
    """
    text = _WHOLE.sub(r"\1", fold(said))
    if match := _PLAIN_YEAR.fullmatch(text):
        return match[1] if int(match[1]) >= _YEAR_LEAST else None
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[3], match[2], match[1])
    return None


def _date(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return None if found.year < _YEAR_LEAST else found.isoformat() if day else found.isoformat()[:7]


def _day(said: str) -> str | None:
    found = issued_of(said)
    return found if found and len(found) == len("2019-05-12") else None


def _count(said: str) -> int | None:
    match = _COUNT.fullmatch(_WHOLE.sub(r"\1", fold(said)))
    number = int(re.sub(r"\D", "", match[1])) if match else 0
    return number if number > 0 else None


def _yes(said: str) -> bool | None:
    word = fold(said).strip(" .")
    return True if word in YES else False if word in NO else None


def _language(said: str) -> str | None:
    meant = tags_meant(said)
    return str(meant[0]) if len(meant) == 1 else None


def _script(said: str) -> str | None:
    if _SCRIPT_CODE.fullmatch(said):
        return said
    named = (code for code, names in SCRIPTS.items() for name in (code, *names) if _plain(name) == _plain(said))
    return next(named, None)


def _plain(name: str) -> str:
    return fold(name).removeprefix("chu ").removesuffix(" script").replace("-", "")


def isbn_of(said: str) -> str | None:
    """An ISBN without hyphens; None where its check digit says that it is none (ISO 2108:2017, annex C).

    Args:
        said: ten or thirteen digits, hyphens or blanks between them, "ISBN" before and a remark behind.
    """
    digits = _bare(said, "isbn")
    return digits if is_isbn(digits) else None


def _issn_of(said: str) -> str | None:
    """An ISSN as `1234-567X`; None where its check digit says that it is none (ISO 3297:2022)."""
    digits = _bare(said, "issn")
    if not re.fullmatch(r"\d{7}[\dX]", digits):
        return None
    total = sum((10 if digit == "X" else int(digit)) * (8 - place) for place, digit in enumerate(digits))
    return f"{digits[:4]}-{digits[4:]}" if total % 11 == 0 else None


def _bare(said: str, scheme: str) -> str:
    text = fold(said).removeprefix(scheme).lstrip(" :-")
    text = re.sub(rf"^{scheme}[ :-]*", "", re.sub(r"^1[03]\s*:\s*", "", text))
    return bare_isbn(_ISBN_REMARK.sub("", _WHOLE.sub(r"\1", text)))


_READINGS: Final[Mapping[Form, Callable[[str], Value | None]]] = {
    Form.PARAGRAPHS: _paragraphs,
    Form.ISSUED: issued_of,
    Form.DAY: _day,
    Form.NUMBER: _count,
    Form.YES: _yes,
    Form.LANGUAGE: _language,
    Form.SCRIPT: _script,
    Form.ISBN: isbn_of,
    Form.ISSN: _issn_of,
}
