"""Elements of the XML of workbooks, read as they come and forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")


def cell_place(reference: str) -> tuple[int, int] | None:
    """Row from 1 and column from 0 of a reference such as `C7`, None where it is none."""
    match = _REFERENCE.match(reference)
    if match is None or not int(match[2]):
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever the namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(said) for key, said in element.attrib.items() if local(str(key)) == name), "")


def local(name: str) -> str:
    """A name without its namespace, or the prefix that a damaged file left without one."""
    return name.rpartition("}")[2].rpartition(":")[2]


def is_true(value: str) -> bool:
    """Whether an attribute says yes."""
    return value.lower() in ("1", "true", "on")


def streamed(stream: BinaryIO, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements of a stream of XML when they end; each is emptied when the next is asked for.

    Raises:
        etree.XMLSyntaxError: it cannot be read further.
    """
    events = etree.iterparse(
        stream,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def number_in(text: str) -> int:
    """A whole number, 0 where a text is none."""
    try:
        return int(text)
    except ValueError:
        return 0
