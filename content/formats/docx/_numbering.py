"""Automatic numbers of Word, resolved: "Điều 1.", "a)" are not in its text (ECMA-376 part 1 §17.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from content.formats._word_lists import LEVELS, START_MOST, Level, Numbering, WordLists
from content.formats.docx._package import W
from content.formats.docx._styles import Styles, is_on, read_run, value, whole

_LINKS: Final = 5


def read_numberings(root: _Element | None, styles: Styles) -> WordLists:
    """The numberings of numbering.xml; none where there is no such part.

    Args:
        root: of the part. styles: of the document.
    """
    if root is None:
        return WordLists({})
    numberings = {}
    abstracts = {element.get(f"{W}abstractNumId") or "": element for element in root.iter(f"{W}abstractNum")}
    named = {element.get(f"{W}numId") or "": element for element in root.iter(f"{W}num")}
    for number, element in named.items():
        abstract = _followed(value(element.find(f"{W}abstractNumId")), abstracts, named, styles)
        found = Numbering(abstract, _levels(abstracts.get(abstract)))
        for override in element.iter(f"{W}lvlOverride"):
            _override(found, override)
        numberings[number] = found
    return WordLists(numberings)


def _followed(abstract: str, abstracts: dict[str, _Element], named: dict[str, _Element], styles: Styles) -> str:
    """The abstract numbering itself, where another one only names the style that has it."""
    for _ in range(_LINKS):
        element = abstracts.get(abstract)
        link = element.find(f"{W}numStyleLink") if element is not None else None
        if link is None:
            break
        number = styles.style(value(link)).paragraph.number or ""
        following = named.get(number)
        if following is None:
            break
        abstract = value(following.find(f"{W}abstractNumId"))
    return abstract


def _levels(element: _Element | None) -> dict[int, Level]:
    if element is None:
        return {}
    found = {}
    for one in element.findall(f"{W}lvl")[:LEVELS]:
        number = one.get(f"{W}ilvl") or ""
        if number.isdigit() and int(number) < LEVELS:
            found[int(number)] = _level(one)
    return found


def _level(element: _Element) -> Level:
    kind = value(element.find(f"{W}numFmt")) or "decimal"
    start, restart = (whole(element.find(f"{W}{name}"), most=START_MOST) for name in ("start", "lvlRestart"))
    return Level(
        start=start if start is not None else 0,
        kind=kind,
        text=value(element.find(f"{W}lvlText")),
        is_legal=bool(is_on(element.find(f"{W}isLgl"))),
        restart=restart,
        style=value(element.find(f"{W}pStyle")),
        font=read_run(element.find(f"{W}rPr")).font or "",
    )


def _override(found: Numbering, element: _Element) -> None:
    text = element.get(f"{W}ilvl") or ""
    if not text.isdigit() or int(text) >= LEVELS:
        return
    level = int(text)
    other = element.find(f"{W}lvl")
    start = whole(element.find(f"{W}startOverride"), most=START_MOST)
    if other is not None:
        found.levels[level] = _level(other)
    if start is not None:
        found.starts[level] = start
        if level in found.levels:
            found.levels[level] = replace(found.levels[level], start=start)
