"""Reading XML by local names, for packages of real books get their namespaces wrong; and lists of names in the code."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element


def local(element: _Element) -> str:
    """The name of an element without namespace and prefix, in lower case; "" for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def children_named(element: _Element, name: str) -> Iterator[_Element]:
    """The children of an element with a local name, in any namespace and case."""
    wanted = name.lower()
    return (child for child in element if local(child) == wanted)


def child_named(element: _Element, name: str) -> _Element | None:
    """The first such child."""
    return next(children_named(element, name), None)


def value(element: _Element, name: str) -> str:
    """The value of an attribute by its local name, in any namespace; "" if there is none."""
    said = element.get(name)
    if said is None:
        keys = (key for key in element.attrib if str(key).rpartition("}")[2].rpartition(":")[2] == name)
        said = element.get(next(keys, name), "")
    return str(said).strip()


def words(text: str) -> frozenset[str]:
    """The words of a text, each once: a list of names that reads as a line."""
    return frozenset(text.split())


def text_of(element: _Element) -> str:
    """All text in an element, as it stands."""
    return "".join(map(str, element.itertext()))


def line_of(element: _Element) -> str:
    """All text in an element on one line, blanks collapsed."""
    return " ".join(text_of(element).split())
