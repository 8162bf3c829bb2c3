"""ODS (OpenDocument 1.3 part 3, §9): sheets whose cells say as text what they show; also as one flat XML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from content.formats._letters import Letters
from content.formats.archive import Archive, MemberError
from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.sheet.book import Cell, Merge, Row, Sheet, Workbook
from content.formats.sheet.bounds import COLUMNS_MOST, Bounds
from content.formats.sheet.elements import attribute, local
from content.formats.sheet.letters import with_letters_read
from content.formats.sheet.numbers import plain
from content.formats.xml import parse_xml

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
FLAT_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet-flat-xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TAGS: Final = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_STYLE}style", f"{_STYLE}font-face",
                f"{_TABLE}shapes")  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d).*)?")
_NUMERIC_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: .*)?")
_REPEATED_MOST: Final = 1_048_576
_PICTURES_MOST: Final = 200
_ENCRYPTED: Final = b"encryption-data"


def read_ods(path: Path, limits: ReadLimits) -> Workbook:
    """Reads a workbook.

    Args:
        path: the file. limits: what it may cost.

    Raises:
        RefusedError: it cannot be read, or has a password.
    """
    with Archive(path, limits) as archive:
        manifest = archive.find("META-INF/manifest.xml")
        if manifest and _ENCRYPTED in archive.read(manifest, limit=limits.text_member):
            raise RefusedError(Refusal.ENCRYPTED, "a workbook with a password")
        name = archive.find("content.xml")
        if name is None:
            raise RefusedError(Refusal.DAMAGED, "no content.xml")
        reading = _Reading(limits, archive)
        reading.take_named_styles()
        with archive.open(name) as stream:
            reading.take(stream)
        return reading.workbook(MEDIA_TYPE)


def read_flat_ods(path: Path, limits: ReadLimits) -> Workbook:
    """Reads a workbook that is one XML file.

    Args:
        path: the file. limits: what it may cost.

    Raises:
        RefusedError: it cannot be read.
    """
    if path.stat().st_size > limits.member:
        raise RefusedError(Refusal.TOO_LARGE, "a workbook of one XML file")
    reading = _Reading(limits, None)
    with path.open("rb") as stream:
        reading.take(stream)
    return reading.workbook(FLAT_MEDIA_TYPE)


class _Reading:
    """One workbook being read."""

    def __init__(self, limits: ReadLimits, archive: Archive | None) -> None:
        self._limits = limits
        self._archive = archive
        self._letters = Letters()
        self._bounds = Bounds()
        self._notes: list[str] = list(archive.notes) if archive else []
        self._left_out: list[str] = []
        self._pictures: dict[str, bytes] = {}
        self._faces: dict[str, str] = {}
        self._fonts: dict[str, tuple[str, bool]] = {}
        self._hidden_styles: set[str] = set()
        self._sheets: list[Sheet] = []
        self._hidden: list[str] = []
        self._new_table("", is_hidden=False)

    def _new_table(self, name: str, *, is_hidden: bool) -> None:
        self._name = name
        self._is_hidden = is_hidden
        self._rows: list[Row] = []
        self._merged: list[Merge] = []
        self._hidden_columns: set[int] = set()
        self._drawn: list[tuple[int, str]] = []
        self._number = 0
        self._columns = 0
        self._bounds.new_sheet(name)

    def take_named_styles(self) -> None:
        """Takes the fonts of the styles that the cells' own styles stand on."""
        name = self._archive.find("styles.xml") if self._archive else None
        if self._archive is None or name is None:
            return
        try:
            root = parse_xml(self._archive.read(name, limit=self._limits.text_member), what=name, limits=self._limits)
        except RefusedError as error:
            self._notes.append(str(error)[:300])
            return
        for element in root.iter(f"{_STYLE}font-face", f"{_STYLE}style"):
            self._take_style(element)

    def take(self, stream: BinaryIO) -> None:
        """Takes the document.

        Raises:
            RefusedError: it cannot be read.
        """
        try:
            for event, element in _events(stream):
                self._take_event(event, element)
        except etree.XMLSyntaxError as error:
            if not self._rows and not self._sheets:
                raise RefusedError(Refusal.DAMAGED, f"content.xml: {error}") from error
            self._left_out.append(f"the document breaks off: {error}")
            self._end_table()

    def _take_event(self, event: str, element: etree._Element) -> None:
        if event == "start":
            if element.tag == f"{_TABLE}table" and not _is_inside(element):
                style = element.get(f"{_TABLE}style-name") or ""
                self._new_table(element.get(f"{_TABLE}name") or "", is_hidden=style in self._hidden_styles)
            return
        if element.tag in (f"{_STYLE}style", f"{_STYLE}font-face"):
            self._take_style(element)
        elif element.tag == f"{_TABLE}table-column":
            self._take_column(element)
        elif element.tag == f"{_TABLE}table-row":
            self._take_row(element)
        elif element.tag == f"{_TABLE}shapes":
            self._drawn += [(1, one) for one in self._images(element)]
        elif not _is_inside(element):
            self._end_table()

    def _take_style(self, element: etree._Element) -> None:
        name = element.get(f"{_STYLE}name") or ""
        if element.tag == f"{_STYLE}font-face":
            self._faces[name] = attribute(element, "font-family").strip("'\" ")
            return
        table = element.find(f"{_STYLE}table-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(name)
        font, is_bold = self._fonts.get(element.get(f"{_STYLE}parent-style-name") or "", ("", False))
        text = element.find(f"{_STYLE}text-properties")
        if text is not None:
            face = text.get(f"{_STYLE}font-name") or ""
            font = self._faces.get(face, face) or attribute(text, "font-family") or font
            weight = attribute(text, "font-weight")
            is_bold = weight in ("bold", "600", "700", "800", "900") if weight else is_bold
        self._fonts[name] = (font, is_bold)

    def _take_column(self, element: etree._Element) -> None:
        count = _repeated(element, "number-columns-repeated")
        if (element.get(f"{_TABLE}visibility") or "visible") != "visible":
            self._hidden_columns |= set(range(self._columns, min(self._columns + count, COLUMNS_MOST)))
        self._columns += count

    def _take_row(self, element: etree._Element) -> None:
        count = _repeated(element, "number-rows-repeated")
        cells = dict(self._cells(element)) if not self._is_hidden else {}
        is_hidden = (element.get(f"{_TABLE}visibility") or "visible") != "visible"
        for number in range(self._number + 1, self._number + 1 + count if cells else 0):
            if not self._bounds.allow_row() or not all(self._bounds.allow(place) for place in cells):
                break
            self._rows.append(Row(number, cells, is_hidden))
        self._number += count

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, Cell]]:
        place = 0
        for element in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            count = _repeated(element, "number-columns-repeated")
            if element.tag == f"{_TABLE}table-cell":
                self._drawn += [(self._number + 1, one) for one in self._images(element)]
                cell = self._cell(element)
                if cell is not None and place < COLUMNS_MOST:
                    for repeated in range(place, min(place + count, COLUMNS_MOST)):
                        yield repeated, cell
                    self._take_span(element, place)
            place += count

    def _take_span(self, element: etree._Element, place: int) -> None:
        wide = _repeated(element, "number-columns-spanned")
        high = _repeated(element, "number-rows-spanned")
        if wide > 1 or high > 1:
            top = self._number + 1
            self._merged.append(Merge(top, place, top + high - 1, min(place + wide, COLUMNS_MOST) - 1))

    def _cell(self, element: etree._Element) -> Cell | None:
        style = element.get(f"{_TABLE}style-name") or ""
        font, is_bold = self._fonts.get(style, ("", False))
        paragraphs = ["".join(self._pieces(one, font)) for one in element.iterchildren(f"{_TEXT}p")]
        text = self._bounds.cut("\n".join(paragraphs))
        is_formula = element.get(f"{_TABLE}formula") is not None
        if not text.strip() and not is_formula:
            return None
        kind = element.get(f"{_OFFICE}value-type") or ""
        text, said = _with_value(element, kind, text)
        if not text.strip():
            said = f"={(element.get(f'{_TABLE}formula') or '').partition(':=')[2]}"
        return Cell(
            text, said if said != text else "", is_formula, said != "" and kind not in ("date", "time"), is_bold
        )

    def _pieces(self, element: etree._Element, font: str) -> Iterator[str]:
        """The text of a paragraph, by runs of one font."""
        if element.text:
            yield self._letters.run(element.text, font=font)
        for one in element:
            if one.tag == f"{_TEXT}s":
                yield " " * min(_number(one.get(f"{_TEXT}c") or "1"), 100)
            elif one.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
                yield "\t" if one.tag == f"{_TEXT}tab" else "\n"
            elif one.tag != f"{_OFFICE}annotation":
                own = self._fonts.get(one.get(f"{_TEXT}style-name") or "", ("", False))[0]
                yield from self._pieces(one, own or font)
            if one.tail:
                yield self._letters.run(one.tail, font=font)

    def _images(self, element: etree._Element) -> Iterator[str]:
        for frame in element.iter(f"{_DRAW}frame"):
            images = [attribute(one, "href") for one in frame.iterchildren(f"{_DRAW}image")]
            if self._archive is None or frame.find(f"{_DRAW}object") is not None or not images:
                self._left_out.append("a chart or a drawing is not shown")
                continue
            name = self._archive.find(images[0].removeprefix("./"))
            try:
                if name is None or len(self._pictures) >= _PICTURES_MOST:
                    raise MemberError(Refusal.DAMAGED, images[0], "a picture is not shown")
                self._pictures.setdefault(name, self._archive.read(name))
            except MemberError as error:
                self._left_out.append(str(error)[:300])
            else:
                yield name

    def _end_table(self) -> None:
        if self._is_hidden:
            self._hidden.append(self._name)
        elif self._rows or self._drawn:
            self._sheets.append(
                Sheet(
                    name=self._letters.run(self._name, font=""),
                    rows=tuple(self._rows),
                    merged=tuple(self._merged),
                    hidden_columns=frozenset(self._hidden_columns),
                    pictures=tuple(self._drawn),
                )
            )
        self._new_table("", is_hidden=False)

    def workbook(self, media_type: str) -> Workbook:
        """Everything that was taken.

        Raises:
            RefusedError: there is no sheet that is shown.
        """
        if not self._sheets:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no sheet that is shown")
        if self._hidden:
            self._left_out.append(f"hidden sheets: {', '.join(self._hidden)}"[:300])
        said = self._properties()
        left_out = bool(self._left_out) or self._bounds.are_passed
        return Workbook(
            media_type=media_type,
            sheets=with_letters_read(self._sheets, self._letters),
            title=said.get("title", ""),
            creator=said.get("initial-creator") or said.get("creator", ""),
            description=said.get("description", ""),
            pictures=self._pictures,
            notes=(*self._notes, *dict.fromkeys(self._left_out), *self._bounds.notes),
            caveats=(*((Caveat.LEFT_OUT,) if left_out else ()), *self._letters.caveats()),
            converted=self._letters.conversions(),
        )

    def _properties(self) -> dict[str, str]:
        name = self._archive.find("meta.xml") if self._archive else None
        if self._archive is None or name is None:
            return {}
        try:
            root = parse_xml(self._archive.read(name, limit=self._limits.text_member), what=name, limits=self._limits)
        except RefusedError as error:
            self._notes.append(str(error)[:300])
            return {}
        said = (one for meta in root.iter(f"{_OFFICE}meta") for one in meta)
        return {local(str(one.tag)): self._letters.run((one.text or "").strip(), font="") for one in said}


def _events(stream: BinaryIO) -> Iterator[tuple[str, etree._Element]]:
    """Starts and ends of the elements of note; what has ended is emptied.

    Raises:
        RefusedError: there is a document type.
        etree.XMLSyntaxError: it cannot be read further.
    """
    if b"<!DOCTYPE" in stream.peek(2_000)[:2_000]:  # type: ignore[attr-defined]
        raise RefusedError(Refusal.UNSAFE_XML, "a document type")
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=_TAGS,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        yield event, element
        if event == "end" and element.tag in (f"{_TABLE}table-row", f"{_STYLE}style"):
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _is_inside(element: etree._Element) -> bool:
    """Whether a table stands in a cell of another."""
    parent = element.getparent()
    return parent is not None and local(str(parent.tag)) != "spreadsheet"


def _repeated(element: etree._Element, name: str) -> int:
    return max(1, min(_number(element.get(f"{_TABLE}{name}") or "1"), _REPEATED_MOST))


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 1


def _with_value(element: etree._Element, kind: str, text: str) -> tuple[str, str]:
    """What a cell shows and what a program reads of it, by its value."""
    if kind in ("float", "currency", "percentage"):
        try:
            return text, plain(float(element.get(f"{_OFFICE}value") or ""))
        except ValueError:
            return text, ""
    day = _DAY.fullmatch(element.get(f"{_OFFICE}date-value") or "") if kind == "date" else None
    if day is None or not _NUMERIC_DAY.fullmatch(text.strip()):
        return text, ""
    hours = f" {day[4]}:{day[5]}" if day[4] and (day[4], day[5]) != ("00", "00") else ""
    return f"{day[3]}/{day[2]}/{day[1]}{hours}", f"{day[1]}-{day[2]}-{day[3]}"
