"""Tables that a text draws with strokes, tabs or blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

_RULE_SIGNS: Final = frozenset(" \t|+:=_-")
_DRAWN: Final = re.compile("[\u2500-\u257f]")
_BLANKS: Final = re.compile(r"\S(?: {3,}|\t)(?=\S)")
_AGREED: Final = 0.8
_COLUMNS: Final = 40
_ROWS: Final = 3


def table_of(lines: Sequence[str]) -> str:
    """The HTML of lines that are a table, "" where they are none.

    Args:
        lines: that stand together.
    """
    if any(_DRAWN.search(line) for line in lines) and sum(bool(_DRAWN.search(line)) for line in lines) * 2 > len(lines):
        return _as_it_stands(lines)
    shown = [line for line in lines if not _is_rule(line)]
    for sign, fewest in (("|", 2), ("\t", _ROWS)):
        rows = [_cells(line, sign) for line in shown]
        if len(rows) < fewest or not _agree(rows):
            continue
        has_head = sign == "|" and len(lines) > 1 and any(map(_is_rule, lines[1:3]))
        # Several lines between two rules are one row: its form says more than cells would.
        if sign == "|" and sum(map(_is_rule, lines)) > 3 and len(shown) * 2 > len(lines) + 3:
            return _as_it_stands(lines)
        return _html(rows, has_head=has_head)
    gaps = [len(_BLANKS.findall(line.strip())) for line in lines]
    if len(lines) >= _ROWS and sum(count >= 1 for count in gaps) >= _AGREED * len(lines) and max(gaps) > 1:
        return _as_it_stands(lines)
    return ""


def _is_rule(line: str) -> bool:
    """Whether a line only divides: strokes with corners between."""
    return set(line) <= _RULE_SIGNS and any(pair in line for pair in ("--", "==", "__", "-+", "=+"))


def _cells(line: str, sign: str) -> list[str]:
    bare = line.strip()
    if sign == "|":
        bare = bare.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in bare.split(sign)]


def _agree(rows: list[list[str]]) -> bool:
    """Whether most rows have the same number of cells, more than one and not too many."""
    columns, count = Counter(map(len, rows)).most_common(1)[0]
    return 1 < columns <= _COLUMNS and count >= _AGREED * len(rows)


def _html(rows: list[list[str]], *, has_head: bool) -> str:
    written = []
    for number, row in enumerate(rows):
        tag = "th" if has_head and number == 0 else "td"
        written.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    if has_head:
        written[0] = f"<thead>{written[0]}</thead>"
    return f"<table>{''.join(written)}</table>"


def _as_it_stands(lines: Sequence[str]) -> str:
    return f"<pre>{escape(chr(10).join(line.expandtabs(8) for line in lines))}</pre>"
