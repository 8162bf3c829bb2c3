"""Sheets as plain text with a sign between the cells: CSV (RFC 4180), tabs, semicolons, bars; told by looking."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from content.formats._encodings import read_text
from content.formats._text_signs import is_html, is_mhtml, text_of
from content.formats.listing.cells import is_formula
from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.sheet.book import Cell, Row, Sheet, Workbook
from content.formats.sheet.bounds import ROWS_MOST, Bounds

MEDIA_TYPE: Final = "text/csv"
SEPARATORS: Final = "\t;|,"
"""The likelier first: a comma stands in any sentence."""
_SAMPLED: Final = 60
_SAMPLE_LETTERS: Final = 60_000
_HEAD: Final = 4_096
_ROW: Final = 1_000
"""Bytes of a first row of which the beginning of a file shows enough."""
_SAID = re.compile(r"sep=([\t;|,])\r?\n", re.IGNORECASE)
"""By which Excel is told the sign."""
_AGREED: Final = 0.9
_LONGEST: Final = 400
"""Letters of a cell of a sheet on average that are too many: that is prose."""
_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$", re.MULTILINE)
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
_FIELD_MOST: Final = 1 << 20
_READ_MOST: Final = ROWS_MOST + 5_000
"""Lines that are looked at: empty ones may stand among those that are kept."""
_LINES_MOST: Final = 300
"""Lines of one cell beyond which its quote is taken for one that never ends."""


def looks_separated(head: bytes, path: Path) -> bool:
    """Whether a file is a sheet in plain text, by its beginning.

    Args:
        head: its first 4,096 bytes.
        path: the file, for a sheet whose first rows are longer.
    """
    if text_of(head) is None:
        return False
    if b"\n" in head[:_ROW] or len(head) < _HEAD:
        beginning = head
    else:
        with path.open("rb") as file:
            beginning = file.read(_SAMPLE_LETTERS)
    text = text_of(beginning)
    if text is None or is_html(text) or is_mhtml(text) or text.lstrip().startswith(("<", "{", "[", "WEBVTT")):
        return False
    # The last line may be cut in two.
    whole = text if len(beginning) < _HEAD else text[: text.rfind("\n") + 1]
    return bool(separator_of(whole))


def separator_of(text: str) -> str:
    """The sign between the cells of a text, "" where it is no sheet.

    Args:
        text: a beginning of whole lines.
    """
    said = _SAID.match(text.removeprefix("\ufeff"))
    if said:
        return said[1]
    sample = text[:_SAMPLE_LETTERS].replace("\0", "")
    found = [(*_agreed(sample, sign), sign) for sign in SEPARATORS]
    found = [one for one in found if one[0] >= _AGREED and one[1] > 1]
    for _, _, sign in sorted(found, key=lambda one: (-one[0], -one[1])):
        if _is_sheet(sample, sign):
            return sign
    return ""


def read_separated(path: Path, limits: ReadLimits) -> Workbook:
    """Reads a sheet in plain text.

    Args:
        path: the file. limits: what it may cost; of a longer text the beginning is read.

    Raises:
        RefusedError: there is no text in it.
    """
    notes = []
    with path.open("rb") as file:
        data = file.read(limits.text_member + 1)
    if len(data) > limits.text_member:
        data = data[: data.rfind(b"\n", 0, limits.text_member) + 1] or data[: limits.text_member]
        notes.append(f"only the first {limits.text_member} bytes are read")
    decoded = read_text(data)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise RefusedError(Refusal.NOTHING_TO_READ, "an empty sheet")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("zeros among the letters are left out")
    bounds = Bounds()
    bounds.new_sheet("")
    said = _SAID.match(text)
    sign = separator_of(text) or _best(text)
    rows = tuple(_rows(text[said.end() if said else 0 :], sign, bounds, notes, first=2 if said else 1))
    if not rows:
        raise RefusedError(Refusal.NOTHING_TO_READ, "an empty sheet")
    left_out = bounds.are_passed or len(data) == limits.text_member
    return Workbook(
        media_type=MEDIA_TYPE if sign != "\t" else "text/tab-separated-values",
        sheets=(Sheet(name="", rows=rows),),
        notes=(*notes, *bounds.notes),
        caveats=(*((Caveat.LEFT_OUT,) if left_out else ()), *decoded.caveats),
        converted=decoded.conversions,
    )


def _lines(text: str, sign: str) -> Iterator[list[str]]:
    """The cells of each line that the csv module reads.

    Raises:
        csv.Error: a cell is too large.
    """
    csv.field_size_limit(_FIELD_MOST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=sign == ",")


def _sampled(sample: str, sign: str) -> list[list[str]]:
    """The first lines that are not empty."""
    kept: list[list[str]] = []
    try:
        for line in _lines(sample, sign):
            if any(cell.strip() for cell in line):
                kept.append(line)
            if len(kept) >= _SAMPLED:
                break
    except csv.Error:
        return []
    return kept


def _agreed(sample: str, sign: str) -> tuple[float, int]:
    """Which share of lines has the commonest number of cells, and that number."""
    lines = _sampled(sample, sign)
    if len(lines) < 2:
        return 0.0, 0
    columns, count = Counter(map(len, lines)).most_common(1)[0]
    return count / len(lines), columns


def _is_sheet(sample: str, sign: str) -> bool:
    """Whether lines that a sign divides evenly are a sheet: not verse, prose, or a table of Markdown."""
    lines = _sampled(sample, sign)
    if sign == "|" and _MARKDOWN_RULE.search(sample):
        return False
    cells = [cell for line in lines for cell in line]
    if sum(map(len, cells)) > _LONGEST * len(cells):
        return False
    head = lines[0]
    if not head[0].strip() and sign == "\t":
        return False
    if sum(1 for cell in head if cell.strip()) < 2:
        return False
    if sign == "\t":
        return True
    # Where a sentence has a comma or a semicolon, a blank follows; in a sheet that is rare, even beside numbers.
    bare = re.sub(r'"[^"]*"', "x", sample[:_SAMPLE_LETTERS])
    spaced = len(re.findall(re.escape(sign) + r"[ \n]", bare))
    return spaced * 2 < bare.count(sign) or (len(head) > 3 and sign in ";|") or len(lines) > 5 < len(head)


def _best(text: str) -> str:
    """The sign of the first line, for a list that a person has named as one."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))


def _rows(text: str, sign: str, bounds: Bounds, notes: list[str], *, first: int) -> Iterator[Row]:
    for number, line in enumerate(_whole_lines(text, sign, notes), first):
        cells = {}
        for place, raw in enumerate(line):
            if raw.strip() and bounds.allow(place):
                cells[place] = _cell(bounds.cut(raw.strip("\ufeff")))
        if cells and not bounds.allow_row():
            return
        if cells:
            yield Row(number, cells)


def _whole_lines(text: str, sign: str, notes: list[str]) -> Sequence[Sequence[str]]:
    """Lines of cells; where a quote never ends, quotes are letters as any other.

    A row is a row of the sheet as a sheet program shows it, so a cell of several lines is one row.
    """
    try:
        lines = list(islice(_lines(text, sign), _READ_MOST))
        has_open_quote = any(cell.count("\n") > _LINES_MOST for line in lines for cell in line)
    except csv.Error:
        has_open_quote = True
    if has_open_quote:
        notes.append("a quote never ends; quotes are read as letters")
        lines = [line.split(sign) for line in islice(io.StringIO(text), _READ_MOST)]
    return lines


def _cell(text: str) -> Cell:
    is_number = _PLAIN_NUMBER.fullmatch(text.strip()) is not None
    return Cell(text.strip(), "", is_formula=is_formula(text), is_number=is_number)
