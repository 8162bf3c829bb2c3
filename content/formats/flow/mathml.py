"""Formulas as text: MathML written on one line, with `sub` and `sup`, brackets where a fraction needs them.

Old phones draw no MathML. What the book says in words (`alttext`) is used only where the formula itself says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from lxml.etree import _Element

from content.formats.flow.tree import line_of, local

_DEEP = 60
_LENGTH = 4_000
_WORDS = frozenset({"sin", "cos", "tan", "cot", "log", "ln", "lim", "max", "min", "exp", "mod"})
_SPACED = frozenset("=<>≤≥≠≈≡±×÷→⇒⇔∈∉⊂∪∩∝")
_SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "none", "mprescripts"})


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as HTML (text, `sub`, `sup`) and as plain text."""

    html: str
    text: str


NOTHING = Formula("", "")


def linear(element: _Element) -> Formula:
    """Writes a `math` element on one line.

    Args:
        element: the element, names in no namespace.
    """
    formula = _row(element, _DEEP)
    if not formula.text.strip() or len(formula.text) > _LENGTH:
        said = " ".join((element.get("alttext") or formula.text).split())[:_LENGTH]
        return Formula(escape(said, quote=False), said)
    return Formula(formula.html.strip(), formula.text.strip())


def _joined(*pieces: Formula | str) -> Formula:
    formulas = [Formula(escape(piece, quote=False), piece) if isinstance(piece, str) else piece for piece in pieces]
    return Formula("".join(piece.html for piece in formulas), "".join(piece.text for piece in formulas))


def _row(element: _Element, depth: int) -> Formula:
    return _joined(*(_one(child, depth - 1) for child in element))


def _one(element: _Element, depth: int) -> Formula:
    name = local(element)
    if not name or name in _SKIPPED:
        return NOTHING
    if depth <= 0:
        return _joined(line_of(element))
    if not len(element):
        return _token(name, element)
    parts = [_one(child, depth - 1) for child in element if local(child) not in ("", "mprescripts", "none")]
    return _composed(name, element, parts, depth)


def _token(name: str, element: _Element) -> Formula:
    text = " ".join((element.text or "").split())
    if name == "mspace":
        return _joined(" ")
    if name == "ms":
        return _joined(f"“{text}”")
    if name == "mo" and text in _SPACED:
        return _joined(f" {text} ")
    if name == "mo" and text == ",":
        return _joined(", ")
    if name == "mi" and text in _WORDS:
        return _joined(f"{text} ")
    if name == "mtext":
        return _joined(f" {text} " if text else " ")
    return _joined(text.replace("\u2061", "").replace("\u2062", "").replace("\u2063", ""))


def _composed(name: str, element: _Element, parts: list[Formula], depth: int) -> Formula:
    first, second, third = (*parts, NOTHING, NOTHING, NOTHING)[:3]
    if name == "mfrac":
        return _joined(_bracketed(first), "/", _bracketed(second))
    if name == "msqrt":
        return _joined("√", _bracketed(_joined(*parts)))
    if name == "mroot":
        return _joined(_script("sup", second), "√", _bracketed(first))
    if name in ("msub", "munder"):
        return _joined(first, _script("sub", second))
    if name in ("msup", "mover"):
        return _joined(first, _script("sup", second))
    if name in ("msubsup", "munderover", "mmultiscripts"):
        return _joined(first, _script("sub", second), _script("sup", third))
    if name == "mfenced":
        between = (element.get("separators") or ",").strip()[:1] or ","
        inside = [piece for part in parts for piece in (part, f"{between} ")][:-1]
        return _joined(element.get("open") or "(", *inside, element.get("close") or ")")
    if name == "mtable":
        rows = [_row_of_cells(child, depth) for child in element]
        return _joined("[", *[piece for row in rows for piece in (row, "; ")][:-1], "]")
    if name == "semantics":
        return first
    return _joined(*parts)


def _row_of_cells(element: _Element, depth: int) -> Formula:
    cells = [_row(cell, depth - 2) for cell in element]
    return _joined(*[piece for cell in cells for piece in (cell, ", ")][:-1])


def _script(tag: str, formula: Formula) -> Formula:
    text = formula.text.strip()
    if not text:
        return NOTHING
    sign = "_" if tag == "sub" else "^"
    return Formula(f"<{tag}>{formula.html.strip()}</{tag}>", f"{sign}{text}" if len(text) == 1 else f"{sign}({text})")


def _bracketed(formula: Formula) -> Formula:
    text = formula.text.strip()
    if text.isalnum() or (text.startswith("(") and text.endswith(")") and text.count("(") == 1):
        return Formula(formula.html.strip(), text)
    return Formula(f"({formula.html.strip()})", f"({text})")
