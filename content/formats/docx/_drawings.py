"""What stands in a Word document besides text: pictures, text boxes, diagrams, WordArt (ECMA-376 part 1 §20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from content.formats.docx._package import Package, Part, R, W

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE: Final = f"{_MC}AlternateContent"
_TEXTS: Final = 500


@dataclass
class Drawn:
    """What an element draws.

    Attributes:
        pictures: members with what they show in words; a member "" cannot be shown. boxes: `w:txbxContent` elements.
        lines: text that is drawn: of diagrams, charts, WordArt.
    """

    pictures: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def drawn(element: _Element, part: Part, package: Package) -> Drawn:
    """What `w:drawing`, `w:pict` or `w:object` draws.

    Args:
        part: that the element stands in. package: has what the part refers to.
    """
    found = Drawn()
    if any(one.get("hidden") in ("1", "true") for one in element.iter(f"{_WP}docPr")):
        return found
    alt = _alt(element)
    for one in _outside_of_boxes(element):
        if one.tag == f"{W}txbxContent":
            found.boxes.append(one)
        elif one.tag == f"{_A}blip":
            _picture(found, part, one.get(f"{R}embed") or one.get(f"{R}link") or "", alt)
        elif one.tag == f"{_V}imagedata":
            _picture(found, part, one.get(f"{R}id") or one.get(f"{R}pict") or "", alt or one.get(f"{_O}title") or "")
        elif one.tag == f"{_V}textpath":
            found.lines += [text for text in [(one.get("string") or "").strip()] if text]
        elif one.tag == f"{_DIAGRAM}relIds":
            found.lines += _texts(package.other(_member(part, one.get(f"{R}dm") or "")))
        elif one.tag == f"{_CHART}chart" and one.get(f"{R}id"):
            found.lines += _texts(package.other(_member(part, one.get(f"{R}id") or "")))
            found.pictures.append(("", alt))
    return found


def chosen(element: _Element) -> list[_Element]:
    """What of `mc:AlternateContent` is read: the first choice, what stands for it elsewhere only where it is empty."""
    choices = element.findall(f"{_MC}Choice")
    filled = next((one for one in choices if len(one)), None)
    other = element.find(f"{_MC}Fallback")
    taken = filled if filled is not None else other
    return list(taken) if taken is not None else []


def _outside_of_boxes(element: _Element) -> Iterator[_Element]:
    """The elements in document order, without what stands in text boxes and in second choices."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        if one.tag == f"{W}txbxContent":
            continue
        waiting += reversed(chosen(one) if one.tag == ALTERNATE else list(one))


def _alt(element: _Element) -> str:
    """What it shows, in the words of who made the paper."""
    properties = next(element.iter(f"{_WP}docPr"), None)
    if properties is not None:
        return (properties.get("descr") or properties.get("title") or "").strip()
    return next((said for shape in element.iter(f"{_V}shape") if (said := (shape.get("alt") or "").strip())), "")


def _picture(found: Drawn, part: Part, name: str, alt: str) -> None:
    member = _member(part, name)
    if name and (member, alt) not in found.pictures:
        found.pictures.append((member, alt))


def _member(part: Part, name: str) -> str:
    related = part.related.get(name)
    return related.member if related else ""


def _texts(root: _Element | None) -> list[str]:
    """The texts of a diagram or a chart, one line for each paragraph."""
    if root is None:
        return []
    lines = ("".join(text.text or "" for text in one.iter(f"{_A}t")).strip() for one in root.iter(f"{_A}p"))
    return [line for line in lines if line][:_TEXTS]
