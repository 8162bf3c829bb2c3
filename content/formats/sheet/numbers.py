"""Numbers and dates as the cells of a sheet show them: by the format that a cell has (ECMA-376 part 1, §18.8.30-31).

Shown as people in Việt Nam write them: 1.234.567,5 and 12/05/2019. Colours, widths and conditions of a format are
passed over, but the words in it are kept: `"Điều "0` shows "Điều 5".
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

GENERAL: Final = "General"
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: GENERAL, 13: GENERAL, 14: "d/m/yyyy", 15: "d/m/yyyy", 16: "d/m",
    17: "m/yyyy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "d/m/yyyy")  # fmt: skip
"""Formats that a file names by number alone."""

_LITERAL = re.compile(
    r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)(?:-[^\]]*)?\]|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE
)
_WORDS = re.compile(_LITERAL.pattern + "| +", re.IGNORECASE)
_AM_PM = re.compile(r"am/pm|a/p", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=h)(\W*)m+|m+(?=\W*s)", re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_FIGURES = re.compile(r"[0#?]")
_KEPT: Final = 10
"""Digits of a number that has no format of its own."""
_WHOLE_MOST: Final = 10**15
_FIXED_MOST: Final = 1e18
_SERIAL_MOST: Final = 2_958_466.0
"""Days up to the year 10000."""
_FALSE_LEAP_DAY: Final = 60
"""29 February 1900, which the count of days has and the calendar has not."""


@dataclass(frozen=True)
class _Look:
    """How a format shows numbers.

    Attributes:
        date_parts: of a date or time: `d`, `m`, `y` (date), `h`, `n` (minutes), `s`, `e` (elapsed); else "".
        digits: least digits before the comma; decimals: digits behind it, None as many as there are.
    """

    date_parts: str = ""
    before: str = ""
    behind: str = ""
    digits: int = 1
    decimals: int | None = None
    is_grouped: bool = False
    is_percent: bool = False
    is_scientific: bool = False
    is_text: bool = False


def is_date(code: str) -> bool:
    """Whether a format shows days or hours."""
    return bool(_look(code).date_parts)


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """A number as a cell shows it.

    Args:
        value: as it is kept.
        code: the format of the cell.
        since_1904: whether days are counted from 1 January 1904.
    """
    sections = code.split(";")
    look = _look(sections[1] if value < 0 and len(sections) > 1 and _FIGURES.search(sections[1]) else sections[0])
    if look.date_parts:
        return _shown_date(value, look.date_parts, since_1904=since_1904)
    if look.is_text or not math.isfinite(value) or abs(value) > _FIXED_MOST:
        return plain(value).replace(".", ",")
    if look.is_scientific:
        return f"{value:.{look.decimals or 0}E}".replace(".", ",")
    return f"{look.before}{_figures(value * 100 if look.is_percent else value, look)}{look.behind}".strip()


def plain(value: float) -> str:
    """A number without any look: `1234567`, `0.5`."""
    if not math.isfinite(value):
        return "#NUM!"
    if value == int(value) and abs(value) < _WHOLE_MOST:
        return str(int(value))
    return format(value, ".15g")


def date_of(serial: float, *, since_1904: bool = False) -> datetime | None:
    """The moment that a count of days means, to the second; None where it is out of the calendar."""
    if not 0 <= serial < _SERIAL_MOST:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < _FALSE_LEAP_DAY else 30)  # noqa: DTZ001 sheets know no zones
    return start + timedelta(seconds=round(serial * 86_400))


def shown_moment(moment: datetime | date | time | timedelta) -> str:
    """A date or a time that is known as such, as a cell shows it that says no more."""
    if isinstance(moment, timedelta):
        return _elapsed(moment.total_seconds())
    if isinstance(moment, time):
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    day = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    hours = moment.time() if isinstance(moment, datetime) else time()
    return f"{day} {shown_moment(hours)}" if hours != time() else day


@lru_cache(maxsize=1_000)
def _look(code: str) -> _Look:
    if code.strip().lower() in ("", "general", "standard"):
        return _Look()
    bare = _LITERAL.sub("", _AM_PM.sub("", code))
    elapsed = _ELAPSED.search(bare)
    if elapsed or (_DATE_SIGNS.search(bare) and not _FIGURES.search(_ELAPSED.sub("", bare.replace(".0", "")))):
        return _Look(date_parts=_date_parts(_ELAPSED.sub(r"\1", bare), is_elapsed=elapsed is not None))
    if "@" in bare or not _FIGURES.search(bare):
        return _Look(is_text=True)
    first = _first_figure(code)
    decimals = _decimals(bare)
    is_fraction = "/" in bare
    return _Look(
        before=_words(code[:first]),
        behind=_words(code[first:]) + ("%" if "%" in bare else ""),
        digits=max(1, len(re.sub(r"[^0]", "", bare.partition(".")[0]))),
        decimals=None if is_fraction else decimals,
        is_grouped="#,#" in bare or "0,0" in bare,
        is_percent="%" in bare,
        is_scientific=re.search(r"e[+-]", bare, re.IGNORECASE) is not None,
    )


def _first_figure(code: str) -> int:
    """Where the first figure of a format stands that is no word of it."""
    hidden = _LITERAL.sub(lambda found: " " * len(found[0]), code)
    found = _FIGURES.search(hidden)
    return found.start() if found else len(code)


def _words(code: str) -> str:
    """The words of a piece of a format."""
    return "".join(_word(found) for found in _WORDS.finditer(code))


def _word(found: re.Match[str]) -> str:
    return found[1] or found[2] or found[3] or (" " if found[0].startswith(("_", " ")) else "")


def _decimals(bare: str) -> int:
    return len(_FIGURES.findall(re.split(r"[eE][+-]", bare.partition(".")[2])[0]))


def _date_parts(bare: str, *, is_elapsed: bool) -> str:
    """Which of day, month, year, hour, minute, second a format shows."""
    text = _MINUTES.sub(r"\1n", bare).lower()
    parts = "".join(sign for sign in "dmyhns" if sign in text)
    return parts + ("e" if is_elapsed else "")


def _shown_date(value: float, parts: str, *, since_1904: bool) -> str:
    if "e" in parts:
        return _elapsed(value * 86_400)
    moment = date_of(value, since_1904=since_1904)
    if moment is None:
        return plain(value)
    if not set(parts) & {"d", "m", "y"}:
        return moment.strftime("%H:%M:%S" if "s" in parts else "%H:%M")
    fields = {"d": f"{moment.day:02}", "m": f"{moment.month:02}", "y": f"{moment.year:04}"}
    day = "/".join(field for sign, field in fields.items() if sign in parts)
    return f"{day} {moment:%H:%M}" if "h" in parts else day


def _elapsed(seconds: float) -> str:
    whole = round(abs(seconds))
    return f"{'-' if seconds < 0 else ''}{whole // 3_600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _figures(value: float, look: _Look) -> str:
    """Figures with a comma before decimals and dots between thousands."""
    if look.decimals is None:
        text = plain(value) if value == int(value) else _fixed(value)
    else:
        text = f"{abs(value):.{look.decimals}f}"
        text = "-" + text if value < 0 and float(text) else text
    whole, _, decimals = text.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    whole = whole.rjust(look.digits, "0") if look.digits > 1 else whole
    if look.is_grouped and whole.isdigit():
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{whole},{decimals}" if decimals else sign + whole


def _fixed(value: float) -> str:
    text = format(value, f".{_KEPT}g")
    if "e" not in text:
        return text
    return f"{value:.12f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
