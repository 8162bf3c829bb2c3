r"""Several values in one cell, and text that a sheet program would take for a formula: there and back.

Values stand with semicolons or line ends between them. A semicolon inside a value is written `\;`, and backslashes
before a semicolon or at the end of a value are doubled; elsewhere a backslash is itself, as in names of files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

FORMULA_SIGNS: Final = "=+-@\t\r"
"""With these a text begins that sheet programs take for a formula (OWASP, CSV injection)."""
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_BEFORE_SEMICOLON = re.compile(r"(\\*)(;|\n)")
_TO_ESCAPE = re.compile(r"(\\*)(;|$)")
_LITERAL = re.compile(r'="((?:[^"]|"")*)"')
_FORMULA = re.compile(r"\s*(?:=|@\w+\(|[+-]\s*[\w.]+\s*[-+*/(!|&^])")


def split(cell: str) -> list[str]:
    """The values of a cell, in order, empty ones too; [] of an empty cell.

    Args:
        cell: its text.
    """
    if not cell.strip():
        return []
    values, start, value = [], 0, ""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    for found in _BEFORE_SEMICOLON.finditer(text):
        strokes = len(found[1])
        value += text[start : found.start()] + "\\" * (strokes // 2 if found[2] == ";" else strokes)
        start = found.end()
        if found[2] == ";" and strokes % 2:
            value += ";"
        else:
            values.append(value.strip())
            value = ""
    rest = text[start:].rstrip()
    bare = rest.rstrip("\\")
    values.append((value + bare + "\\" * ((len(rest) - len(bare) + 1) // 2)).strip())
    return values


def joined(values: Iterable[str]) -> str:
    """The cell of several values; `split` gives them back if each is one trimmed line and not all are empty."""
    return "; ".join(_TO_ESCAPE.sub(_escaped, value) for value in values)


def _escaped(found: re.Match[str]) -> str:
    return found[1] * 2 + ("\\;" if found[2] else "")


def guarded(text: str) -> str:
    """Text that no sheet program takes for a formula: an apostrophe stands before it."""
    return f"'{text}" if text.startswith(tuple(FORMULA_SIGNS)) or _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Text without the apostrophe that kept it from being a formula."""
    return text[1:] if _GUARDED.match(text) else text


def is_formula(text: str) -> bool:
    """Whether text of a CSV cell is a formula to a sheet program; "-5" and "- ghi chép" are none.

    Args:
        text: as it stands in the file.
    """
    return _FORMULA.match(text) is not None


def literal(text: str) -> str | None:
    """What `="0123"` shows: a text that was kept from becoming a number; None of everything else."""
    match = _LITERAL.fullmatch(text.strip())
    return match[1].replace('""', '"') if match else None
