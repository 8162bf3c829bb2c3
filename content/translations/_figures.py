"""Numbers, sizes and dates as the language that is spoken writes them."""

from __future__ import annotations

from content.translations._words import spoken


def number(value: int) -> str:
    """A whole number with its thousands parted: 1.284 in Vietnamese, 1,284 in English."""
    text = f"{value:,}"
    return text if spoken() == "en" else text.replace(",", ".")


def megabytes(size: int) -> str:
    """A size in MB (10⁶ bytes) with one decimal, at least 0,1."""
    text = f"{max(size / 1e6, 0.1):,.1f} MB"
    return text if spoken() == "en" else text.translate(str.maketrans(",.", ".,"))


def day(date: str) -> str:
    """A date `YYYY[-MM[-DD]]` as it is written in Việt Nam: 12/10/2026."""
    return "/".join(reversed(date.split("-")))
