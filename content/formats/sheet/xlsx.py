"""XLSX and its kin (ECMA-376 part 1, §18): sheets of rows, with number formats, fonts, merged cells and pictures.

Read by ourselves, not by a library: none gives the format of a number, the font of a text (and so its encoding) and
whether a cell is a formula.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from content.formats._letters import Letters
from content.formats.archive import Archive, MemberError
from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.sheet.book import Cell, Merge, Row, Sheet, Workbook
from content.formats.sheet.bounds import Bounds
from content.formats.sheet.elements import attribute, cell_place, is_true, local, number_in, streamed
from content.formats.sheet.letters import with_letters_read
from content.formats.sheet.numbers import BUILT_IN, GENERAL, is_date, plain, shown
from content.formats.xml import parse_xml

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORKSHEET = "/worksheet"
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
_PICTURES_MOST: Final = 200
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class _Style:
    """How cells of one style look."""

    code: str = GENERAL
    font: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class _Listed:
    """A sheet as the workbook lists it."""

    name: str
    member: str
    is_hidden: bool


_Runs = tuple[tuple[str, str | None], ...]
"""A text in runs of one font each; None: the font of the cell."""


def read_xlsx(path: Path, limits: ReadLimits) -> Workbook:
    """Reads a workbook.

    Args:
        path: the file. limits: what it may cost.

    Raises:
        RefusedError: it cannot be read.
    """
    with Archive(path, limits) as archive:
        return _Reading(archive, limits).workbook()


class _Reading:
    """One workbook being read."""

    def __init__(self, archive: Archive, limits: ReadLimits) -> None:
        self._archive = archive
        self._limits = limits
        self._letters = Letters()
        self._bounds = Bounds()
        self._notes: list[str] = list(archive.notes)
        self._left_out = False
        self._pictures: dict[str, bytes] = {}
        self._styles: list[_Style] = []
        self._shared: list[_Runs] = []
        self._since_1904 = False

    def workbook(self) -> Workbook:
        """Everything.

        Raises:
            RefusedError: it cannot be read.
        """
        main = self._main()
        root = self._xml(main)
        related = self._related(main)
        self._since_1904 = any(is_true(attribute(one, "date1904")) for one in root.iter("{*}workbookPr"))
        for kind, member in related.values():
            if kind.endswith("/styles"):
                self._styles = list(self._read_styles(member))
            elif kind.endswith("/sharedStrings"):
                self._shared = list(self._read_shared(member))
        listed = list(self._listed(root, related))
        sheets = [self._sheet(one) for one in listed if not one.is_hidden]
        if not sheets:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no sheet that is shown")
        hidden = [one.name for one in listed if one.is_hidden]
        if hidden:
            self._leave_out(f"hidden sheets: {', '.join(hidden)}")
        said = self._properties()
        return Workbook(
            media_type=MEDIA_TYPE,
            sheets=with_letters_read(sheets, self._letters),
            title=said.get("title", ""),
            creator=said.get("creator", ""),
            description=said.get("description", ""),
            pictures=self._pictures,
            notes=(*self._notes, *self._bounds.notes),
            caveats=self._caveats(),
            converted=self._letters.conversions(),
        )

    def _caveats(self) -> tuple[Caveat, ...]:
        left_out = self._left_out or self._bounds.are_passed
        return (*((Caveat.LEFT_OUT,) if left_out else ()), *self._letters.caveats())

    def _leave_out(self, line: str) -> None:
        self._left_out = True
        self._notes.append(line[:300])

    def _main(self) -> str:
        """The member that lists the sheets."""
        for kind, member in self._related("").values():
            if kind.endswith("/officeDocument") and self._archive.find(member):
                return self._archive.find(member) or member
        found = self._archive.find("xl/workbook.xml")
        if found is None:
            raise RefusedError(Refusal.DAMAGED, "no workbook")
        return found

    def _xml(self, member: str) -> etree._Element:
        name = self._archive.find(member)
        if name is None:
            raise MemberError(Refusal.DAMAGED, member, "not there")
        return parse_xml(self._archive.read(name, limit=self._limits.text_member), what=name, limits=self._limits)

    def _related(self, member: str) -> dict[str, tuple[str, str]]:
        """What a member refers to: id to kind and member (ECMA-376 part 2, §9)."""
        folder, name = posixpath.split(member)
        relations = self._archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        if relations is None:
            return {}
        found = {}
        for one in self._xml(relations).iter("{*}Relationship"):
            if attribute(one, "TargetMode") != "External":
                target = attribute(one, "Target").replace("\\", "/")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[attribute(one, "Id")] = (attribute(one, "Type"), posixpath.normpath(whole))
        return found

    def _listed(self, root: etree._Element, related: dict[str, tuple[str, str]]) -> Iterator[_Listed]:
        for place, one in enumerate(root.iter("{*}sheet"), 1):
            name = attribute(one, "name") or f"Sheet{place}"
            kind, member = related.get(attribute(one, "id"), (_WORKSHEET, f"xl/worksheets/sheet{place}.xml"))
            if not kind.endswith(_WORKSHEET):
                self._leave_out(f"{name!r} is no sheet of cells: {kind.rpartition('/')[2]}")
            elif self._archive.find(member) is None:
                self._leave_out(f"{name!r} is not there")
            else:
                yield _Listed(
                    name, self._archive.find(member) or member, attribute(one, "state") not in ("", "visible")
                )

    def _properties(self) -> dict[str, str]:
        member = self._archive.find("docProps/core.xml")
        if member is None:
            return {}
        try:
            root = self._xml(member)
        except RefusedError as error:
            self._notes.append(str(error)[:300])
            return {}
        return {local(str(one.tag)): self._letters.run((one.text or "").strip(), font="") for one in root}

    def _read_styles(self, member: str) -> Iterator[_Style]:
        try:
            root = self._xml(member)
        except RefusedError as error:
            self._notes.append(str(error)[:300])
            return
        codes = BUILT_IN | {
            number_in(attribute(one, "numFmtId")): attribute(one, "formatCode") for one in root.iter("{*}numFmt")
        }
        fonts = [_font(one) for fonts in root.iter("{*}fonts") for one in fonts.iter("{*}font")]
        for styles in root.iter("{*}cellXfs"):
            for one in styles.iter("{*}xf"):
                place = number_in(attribute(one, "fontId"))
                font, is_bold = fonts[place] if 0 <= place < len(fonts) else ("", False)
                yield _Style(codes.get(number_in(attribute(one, "numFmtId")), GENERAL), font, is_bold)

    def _read_shared(self, member: str) -> Iterator[_Runs]:
        try:
            for item in self._elements(member, "{*}si"):
                yield tuple(_runs(item))
        except RefusedError as error:
            if error.refusal is Refusal.UNSAFE_XML:
                raise
            self._leave_out(f"texts of cells: {error}")

    def _elements(self, member: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a member as they are read; each is forgotten when the next is asked for.

        Raises:
            RefusedError: it cannot be read further.
        """
        name = self._archive.find(member)
        if name is None:
            raise MemberError(Refusal.DAMAGED, member, "not there")
        with self._archive.open(name) as stream:
            if b"<!DOCTYPE" in stream.peek(2_000)[:2_000]:  # type: ignore[attr-defined]
                raise RefusedError(Refusal.UNSAFE_XML, f"{name} has a document type")
            try:
                yield from streamed(stream, tags)
            except etree.XMLSyntaxError as error:
                raise RefusedError(Refusal.DAMAGED, f"{name}: {error}") from error

    def _sheet(self, listed: _Listed) -> Sheet:
        self._bounds.new_sheet(listed.name)
        rows: list[Row] = []
        merged: list[Merge] = []
        hidden: set[int] = set()
        drawings: list[str] = []
        try:
            for element in self._elements(listed.member, *_TAGS):
                match local(str(element.tag)):
                    case "row":
                        self._take_row(element, rows)
                    case "mergeCell":
                        merged += _merge(attribute(element, "ref"))
                    case "col":
                        hidden |= _hidden(element)
                    case "drawing" | "legacyDrawing" | "picture":
                        drawings.append(attribute(element, "id"))
        except RefusedError as error:
            if error.refusal is not Refusal.DAMAGED or not rows:
                raise
            self._leave_out(f"{listed.name!r} breaks off: {error}")
        return Sheet(
            name=self._letters.run(listed.name, font=""),
            rows=tuple(rows),
            merged=tuple(merged),
            hidden_columns=frozenset(hidden),
            pictures=tuple(self._drawn(listed.member, drawings)),
        )

    def _take_row(self, element: etree._Element, rows: list[Row]) -> None:
        number = number_in(attribute(element, "r")) or (rows[-1].number + 1 if rows else 1)
        if rows and number <= rows[-1].number:
            number = rows[-1].number + 1
        cells: dict[int, Cell] = {}
        place = -1
        for one in element.iterchildren("{*}c"):
            found = cell_place(attribute(one, "r"))
            place = found[1] if found else place + 1
            cell = self._cell(one)
            if cell is not None and (cell.text.strip() or cell.is_formula) and self._bounds.allow(place):
                cells[place] = cell
        if cells and self._bounds.allow_row():
            rows.append(Row(number, cells, is_true(attribute(element, "hidden"))))

    def _cell(self, element: etree._Element) -> Cell | None:
        kind = attribute(element, "t")
        place = number_in(attribute(element, "s"))
        style = self._styles[place] if 0 <= place < len(self._styles) else _Style()
        formula = element.find("{*}f") is not None
        if kind == "inlineStr":
            inline = element.find("{*}is")
            return self._text(tuple(_runs(inline)) if inline is not None else (), style, is_formula=formula)
        value = element.findtext("{*}v")
        if value is None:
            said = element.findtext("{*}f") if formula else ""
            return Cell("", f"={said}", is_formula=True) if formula else None
        if kind == "s":
            number = number_in(value)
            return self._text(
                self._shared[number] if 0 <= number < len(self._shared) else (), style, is_formula=formula
            )
        if kind in ("str", "e", "d"):
            return self._text(((value, None),), style, is_formula=formula)
        if kind == "b":
            return Cell("Đúng" if value.strip() == "1" else "Sai", value.strip(), formula, is_bold=style.is_bold)
        return _number_cell(value, style, is_formula=formula, since_1904=self._since_1904)

    def _text(self, runs: _Runs, style: _Style, *, is_formula: bool) -> Cell:
        text = "".join(self._letters.run(one, font=style.font if font is None else font) for one, font in runs)
        return Cell(self._bounds.cut(_unescaped(text)), "", is_formula, is_bold=style.is_bold)

    def _drawn(self, member: str, ids: list[str]) -> Iterator[tuple[int, str]]:
        """Pictures of a sheet with the rows they stand at; charts and shapes are told."""
        related = self._related(member)
        for kind, drawing in (related[one] for one in ids if one in related):
            if not kind.endswith("/drawing"):
                continue
            try:
                root = self._xml(drawing)
            except RefusedError as error:
                self._leave_out(f"drawing: {error}")
                continue
            shown_here = self._related(drawing)
            for anchor in root:
                yield from self._anchored(anchor, shown_here)

    def _anchored(self, anchor: etree._Element, related: dict[str, tuple[str, str]]) -> Iterator[tuple[int, str]]:
        row = number_in(next((one.text or "" for one in anchor.iter("{*}row")), "0")) + 1
        blips = [attribute(one, "embed") for one in anchor.iter("{*}blip")]
        if not blips and len(anchor):
            self._leave_out("a chart or a drawing is not shown")
        for target in (related[one][1] for one in blips if one in related):
            name = self._archive.find(target)
            if name is None or not name.lower().endswith(_PICTURES) or len(self._pictures) >= _PICTURES_MOST:
                self._leave_out(f"a picture is not shown: {target}")
                continue
            try:
                self._pictures.setdefault(name, self._archive.read(name))
            except MemberError as error:
                self._leave_out(str(error))
            else:
                yield row, name


_TAGS: Final = ("{*}row", "{*}mergeCell", "{*}col", "{*}drawing")


def _font(element: etree._Element) -> tuple[str, bool]:
    name = next((attribute(one, "val") for one in element.iter("{*}name", "{*}rFont")), "")
    bold = element.find("{*}b")
    return name, bold is not None and attribute(bold, "val").lower() not in ("0", "false")


def _runs(item: etree._Element) -> Iterator[tuple[str, str | None]]:
    """The runs of a text; readings beside letters (phonetic runs) are none of it."""
    for one in item:
        name = local(str(one.tag))
        if name == "t":
            yield one.text or "", None
        elif name == "r":
            properties = one.find("{*}rPr")
            font = _font(properties)[0] if properties is not None else ""
            yield "".join(text.text or "" for text in one.iterchildren("{*}t")), font or None


def _unescaped(text: str) -> str:
    """Text without `_x000D_`, by which control characters are written (ECMA-376 part 1, §22.4.2.4)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if int(found[1], 16) in (9, 10, 13, 0x5F) else "", text)


def _number_cell(value: str, style: _Style, *, is_formula: bool, since_1904: bool) -> Cell:
    try:
        number = float(value)
    except ValueError:
        return Cell(value.strip(), "", is_formula, is_bold=style.is_bold)
    text = shown(number, style.code, since_1904=since_1904)
    said = "" if is_date(style.code) else plain(number)
    return Cell(text, said, is_formula, is_number=True, is_bold=style.is_bold)


def _merge(reference: str) -> Iterator[Merge]:
    first, _, last = reference.partition(":")
    start, end = cell_place(first), cell_place(last)
    if start and end and start <= end and start[1] <= end[1]:
        yield Merge(start[0], start[1], end[0], end[1])


def _hidden(element: etree._Element) -> set[int]:
    if not is_true(attribute(element, "hidden")):
        return set()
    first, last = number_in(attribute(element, "min")), number_in(attribute(element, "max"))
    return set(range(max(first, 1) - 1, min(last, 16_384)))
