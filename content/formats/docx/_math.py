"""Formulas of Word on one line, as `content.formats.flow.mathml` writes those of the web (ECMA-376 part 1 §22.1)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from lxml.etree import _Element

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEP: Final = 60
_LENGTH: Final = 8_000
_ONE: Final = 1


def linear(element: _Element) -> str:
    """A formula as HTML of text, `sub` and `sup`.

    Args:
        element: `m:oMath`, or what holds some.
    """
    written = _inner(element, _DEEP)
    return written if len(written) <= _LENGTH else escape("".join(_texts(element)), quote=False)[:_LENGTH]


def _texts(element: _Element) -> list[str]:
    return [one.text or "" for one in element.iter(f"{M}t")]


def _inner(element: _Element | None, depth: int) -> str:
    if element is None:
        return ""
    if depth <= 0:
        return escape("".join(_texts(element)), quote=False)
    return "".join(_one(child, depth - 1) for child in element)


def _one(element: _Element, depth: int) -> str:
    tag = str(element.tag)
    if tag == f"{M}r":
        return escape("".join(_texts(element)), quote=False)
    written = _WRITTEN.get(tag.removeprefix(M)) if tag.startswith(M) else None
    if written is not None:
        return written(element, depth)
    return "" if tag.endswith("Pr") else _inner(element, depth)


def _part(element: _Element, name: str, depth: int) -> str:
    return _inner(element.find(f"{M}{name}"), depth)


def _fraction(element: _Element, depth: int) -> str:
    return f"{_bracketed(_part(element, 'num', depth))}/{_bracketed(_part(element, 'den', depth))}"


def _root(element: _Element, depth: int) -> str:
    return f"{_script('sup', _part(element, 'deg', depth))}√{_bracketed(_part(element, 'e', depth))}"


def _scripts(element: _Element, depth: int) -> str:
    below, above = (_script(tag, _part(element, tag, depth)) for tag in ("sub", "sup"))
    return f"{_part(element, 'e', depth)}{below}{above}"


def _scripts_before(element: _Element, depth: int) -> str:
    below, above = (_script(tag, _part(element, tag, depth)) for tag in ("sub", "sup"))
    return f"{below}{above}{_part(element, 'e', depth)}"


def _sum(element: _Element, depth: int) -> str:
    below, above = (_script(tag, _part(element, tag, depth)) for tag in ("sub", "sup"))
    return f"{escape(_property(element, 'chr', '∫'))}{below}{above}{_part(element, 'e', depth)}"


def _limit(element: _Element, depth: int) -> str:
    tag = "sub" if element.tag == f"{M}limLow" else "sup"
    return f"{_part(element, 'e', depth)}{_script(tag, _part(element, 'lim', depth))} "


def _brackets(element: _Element, depth: int) -> str:
    opening, closing = _property(element, "begChr", "("), _property(element, "endChr", ")")
    between = _property(element, "sepChr", "|")
    inner = escape(between).join(_inner(one, depth) for one in element.findall(f"{M}e"))
    return f"{escape(opening)}{inner}{escape(closing)}"


def _matrix(element: _Element, depth: int) -> str:
    rows = [", ".join(_inner(one, depth) for one in row.findall(f"{M}e")) for row in element.findall(f"{M}mr")]
    return f"[{'; '.join(rows)}]"


def _lines(element: _Element, depth: int) -> str:
    return "<br>".join(_inner(one, depth) for one in element.findall(f"{M}e"))


def _function(element: _Element, depth: int) -> str:
    return f"{_part(element, 'fName', depth)} {_part(element, 'e', depth)}"


def _accent(element: _Element, depth: int) -> str:
    sign = _property(element, "chr", "\u0302")
    inner = _part(element, "e", depth)
    return f"{inner}{escape(sign)}" if len(inner) == _ONE else f"({inner}){escape(sign)}"


_WRITTEN: Final[dict[str, Callable[[_Element, int], str]]] = {
    "f": _fraction,
    "rad": _root,
    "sSub": _scripts,
    "sSup": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts_before,
    "nary": _sum,
    "limLow": _limit,
    "limUpp": _limit,
    "d": _brackets,
    "m": _matrix,
    "eqArr": _lines,
    "func": _function,
    "acc": _accent,
}


def _property(element: _Element, name: str, usual: str) -> str:
    """What a property of the element says, a usual sign where it is not there."""
    found = element.find(f"{M}{element.tag[len(M) :]}Pr/{M}{name}")
    return usual if found is None else (found.get(f"{M}val") or "")


def _script(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>" if inner.strip() else ""


def _bracketed(inner: str) -> str:
    return inner if inner.isalnum() or (inner.startswith("(") and inner.endswith(")")) else f"({inner})"
