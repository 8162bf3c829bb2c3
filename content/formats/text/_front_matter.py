"""What stands before a Markdown text between two lines of hyphens: names and values, of YAML the plainest part."""

from __future__ import annotations

import re
from typing import Final

from content.formats.reading import Description
from content.records import Creator
from content.text import one_line, parse_tag

_FENCED: Final = re.compile(r"\ufeff?---[ \t]*\n(.{0,8000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR: Final = re.compile(r"([\w-]{1,40})[ \t]*:(?:[ \t]+(.*))?$")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(.*)$")
_QUOTED: Final = re.compile(r"""(["'])(.*)\1$""")
_LIST: Final = re.compile(r"\[(.*)\]$")
_VALUE: Final = 500
_MOST: Final = 40
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def split_front(text: str) -> tuple[Description, str]:
    """What a text says of itself before it begins, and the text.

    Args:
        text: with line feeds as line ends.
    """
    match = _FENCED.match(text)
    said = _pairs(match[1].split("\n")) if match else {}
    if match is None or not said:
        return Description(), text
    date = _DATE.match(_first(said, "date", "issued", "year"))
    tag = parse_tag(_first(said, "lang", "language"))
    return Description(
        title=_first(said, "title"),
        creators=tuple(Creator(name=name) for name in (said.get("author") or said.get("authors") or [])),
        publisher=_first(said, "publisher"),
        issued=date[0] if date else "",
        description=_first(said, "description", "abstract", "summary"),
        language=str(tag or ""),
        keywords=tuple(said.get("keywords") or said.get("tags") or []),
        rights_note=_first(said, "rights", "license", "licence"),
    ), text[match.end() :]


def _first(said: dict[str, list[str]], *names: str) -> str:
    return next((said[name][0] for name in names if said.get(name)), "")


def _pairs(lines: list[str]) -> dict[str, list[str]]:
    """Values by name; what is deeper, or of another form, is passed over."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if pair:
            name = pair[1].lower()
            found[name] = _values(pair[2] or "")
        elif item and name:
            found[name] = [*found[name], *_values(item[1])][:_MOST]
    return {name: values for name, values in found.items() if values}


def _values(text: str) -> list[str]:
    text = text.strip()
    inside = _LIST.match(text)
    pieces = inside[1].split(",")[:_MOST] if inside else [text]
    bare = ((quoted[2] if (quoted := _QUOTED.match(piece.strip())) else piece.strip()) for piece in pieces)
    return [one_line(value, _VALUE) for value in bare if value not in {"", "|", ">", "null", "~"}]
