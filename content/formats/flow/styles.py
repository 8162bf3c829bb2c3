"""What the publisher's style sheets mean, beyond how they look: centred, italic, bold, verse.

Only these declarations are read; everything else of a style sheet is the reader's own choice. Selectors of one element
(`p`, `.c`, `p.c.d`, `#i`) and of an element inside others (`div.poem p`) are understood, others are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import tinycss2
from lxml.etree import _Element

from content.formats.flow.css import Node, declarations, rules

SHEET_BYTES = 300_000
"""Style sheets longer than this are not read: a book's have 1 to 30 KB."""
_RULES = 5_000
_AROUND = 60
"""Elements around one that selectors are tried on."""
_SIMPLE = re.compile(r"^([a-zA-Z][\w-]*|\*)?((?:[.#][\w\u0080-\uffff-]+)*)$")
_PIECE = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_LENGTH = re.compile(r"^(\d{1,9}(?:\.\d{1,30})?|\.\d{1,30})(em|rem|ex|px|pt|%|in|cm|mm)$")
_TO_EM = {"em": 1.0, "rem": 1.0, "ex": 0.5, "px": 1 / 16, "pt": 1 / 12, "%": 0.3, "in": 6.0, "cm": 2.4, "mm": 0.24}
_VERSE_INDENT = 1.5
"""em; a block moved in further than this is verse or a quotation."""
_WANTED = re.compile(
    r"text-align|font-style|font-weight|text-decoration|vertical-align|margin|padding|white-space|display|float|list-style|font\s*:"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What style says of an element; None where it says nothing."""

    align: str | None = None
    italic: bool | None = None
    bold: bool | None = None
    line: str | None = None
    script: str | None = None
    indented: bool | None = None
    keeps_lines: bool | None = None
    block: bool | None = None
    apart: bool | None = None
    counter: str | None = None
    """How a list counts, as the `type` of an `ol` says it; "" for not at all."""

    def over(self, below: Meaning) -> Meaning:
        """This meaning laid over a weaker one."""
        if below is NOTHING:
            return self
        said = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(below, **said)


NOTHING = Meaning()


def meaning_of(declarations: Iterable[tuple[str, str]]) -> Meaning:
    """The meaning of declarations, each a name and a value in lower case."""
    found: dict[str, Any] = {}
    for name, value in declarations:
        if name in _READ:
            attribute, read = _READ[name]
            found[attribute] = read(value)
        elif name == "font":
            found |= {"italic": "italic" in value, "bold": "bold" in value}
        elif name in ("margin-left", "padding-left", "margin", "padding"):
            side = value if name.endswith("left") else _left(value)
            found["indented"] = found.get("indented") or _em(side) >= _VERSE_INDENT
    return Meaning(**found) if found else NOTHING


def _is_bold(value: str) -> bool:
    return value in ("bold", "bolder") or (value.isdigit() and int(value[:4]) >= 600)


def _line(value: str) -> str:
    return "u" if "underline" in value else "s" if "line-through" in value else ""


_ALIGNED = {"center": "g", "-webkit-center": "g", "right": "ph", "end": "ph"}
_COUNTERS = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I", "none": "",
}  # fmt: skip


def _counter(value: str) -> str | None:
    return next((_COUNTERS[word] for word in value.split() if word in _COUNTERS), None)


_READ: dict[str, tuple[str, Callable[[str], Any]]] = {
    "text-align": ("align", lambda value: _ALIGNED.get(value, "")),
    "font-style": ("italic", lambda value: value.startswith(("italic", "oblique"))),
    "font-weight": ("bold", _is_bold),
    "text-decoration": ("line", _line),
    "text-decoration-line": ("line", _line),
    "vertical-align": ("script", lambda value: {"super": "sup", "sub": "sub"}.get(value, "")),
    "white-space": ("keeps_lines", lambda value: value in ("pre", "pre-wrap", "pre-line", "break-spaces")),
    "list-style": ("counter", _counter),
    "list-style-type": ("counter", _counter),
    "display": ("block", lambda value: value in ("block", "list-item", "table", "flex")),
    "float": ("apart", lambda value: value == "right"),  # a number beside a line; at the left stands a drop cap
}
"""For a property, which part of the meaning it says, and how."""


def _left(value: str) -> str:
    sides = value.split()
    return "" if not sides else sides[{1: 0, 2: 1, 3: 1}.get(len(sides), 3) if len(sides) < 5 else 0]


def _em(value: str) -> float:
    match = _LENGTH.match(value.strip())
    return float(match[1]) * _TO_EM[match[2]] if match else 0.0


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    classes: frozenset[str]
    name: str

    def matches(self, element: _Shape) -> bool:
        return (
            (not self.tag or self.tag == element.tag)
            and self.classes <= element.classes
            and (not self.name or self.name == element.name)
        )

    def asks_for(self) -> set[str]:
        """What an element must have, each as a selector of its own."""
        return {f".{name}" for name in self.classes} | {f"#{self.name}", self.tag} - {"#", ""}


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What the selectors of a document can see of an element; one for all that look the same to them."""

    tag: str
    classes: frozenset[str]
    name: str
    has: frozenset[str]
    """Its tag, classes and id, each as a selector of its own."""


@dataclass(frozen=True, slots=True)
class _Rule:
    weight: tuple[int, int, int, int]
    last: _Compound
    around: tuple[_Compound, ...]
    meaning: Meaning
    asks_for: frozenset[str]
    """What must be somewhere around."""


@dataclass
class Sheet:
    """The rules of one style sheet that mean something."""

    rules: list[_Rule] = field(default_factory=list)


def read_sheet(css: str) -> Sheet:
    """Reads a style sheet; nothing in it can fail."""
    sheet = Sheet()
    if len(css) > SHEET_BYTES or not _WANTED.search(css):
        return sheet
    for rule in rules(css)[:_RULES]:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            if "print" not in tinycss2.serialize(rule.prelude):
                for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                    _add_rule(sheet, inner)
        else:
            _add_rule(sheet, rule)
    return sheet


def _add_rule(sheet: Sheet, rule: Node) -> None:
    if rule.type != "qualified-rule" or len(sheet.rules) >= _RULES:
        return
    content = tinycss2.serialize(rule.content)
    if not _WANTED.search(content):
        return
    meaning = meaning_of(declared(rule.content))
    if meaning is NOTHING:
        return
    for selector in tinycss2.serialize(rule.prelude).split(",")[: _RULES - len(sheet.rules)]:
        compounds = [_compound(piece) for piece in selector.replace(">", " ").split()]
        if not compounds or len(compounds) > 6 or any(compound is None for compound in compounds):
            continue
        known = [compound for compound in compounds if compound is not None]
        weight = (
            sum(bool(compound.name) for compound in known),
            sum(len(compound.classes) for compound in known),
            sum(bool(compound.tag) for compound in known),
            len(sheet.rules),
        )
        *around, last = known
        asks_for = frozenset(piece for compound in around for piece in compound.asks_for())
        sheet.rules.append(_Rule(weight, last, tuple(around), meaning, asks_for))


def _compound(text: str) -> _Compound | None:
    match = _SIMPLE.match(text)
    if match is None or not text:
        return None
    pieces = _PIECE.findall(match[2])
    tag = (match[1] or "").lower()
    names = [name for sign, name in pieces if sign == "#"]
    return _Compound(
        "" if tag == "*" else tag,
        frozenset(name for sign, name in pieces if sign == "."),
        names[0] if names else "",
    )


def declared(content: Node) -> list[tuple[str, str]]:
    """Names and values of the declarations in a style attribute or the body of a rule, in lower case."""
    return [(node.lower_name, tinycss2.serialize(node.value).strip().lower()) for node in declarations(content)]


class Styles:
    """The style sheets of one document, asked element by element."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        found = [(order, rule) for order, sheet in enumerate(sheets) for rule in sheet.rules]
        found.sort(key=lambda pair: (pair[1].weight[:3], pair[0], pair[1].weight[3]))
        self._rules = [rule for _, rule in found]
        compounds = [compound for rule in self._rules for compound in (rule.last, *rule.around)]
        self._asked_for = frozenset(piece for compound in compounds for piece in compound.asks_for())
        self._shapes: dict[tuple[str, str, str], _Shape] = {}
        self._same: dict[frozenset[str], _Shape] = {}
        self._known: dict[_Shape, tuple[Meaning, list[_Rule]]] = {}
        self._placed: dict[tuple[_Shape, ...], Meaning] = {}

    def of(self, element: _Element) -> Meaning:
        """What style sheets and the style attribute say of an element."""
        shape = self._shape(element)
        if shape not in self._known:
            self._known[shape] = self._match(shape)
        meaning, candidates = self._known[shape]
        if candidates:
            place = (shape, *map(self._shape, islice(element.iterancestors(), _AROUND)))
            if place not in self._placed:
                self._placed[place] = _meaning_at(candidates, place[1:])
            meaning = self._placed[place]
        style = element.get("style")
        if style and _WANTED.search(style.lower()):
            meaning = meaning_of(declared(style[:2_000])).over(meaning)
        return meaning

    def _shape(self, element: _Element) -> _Shape:
        key = str(element.tag), element.get("class") or "", element.get("id") or ""
        if key not in self._shapes:
            tag, classes, name = key
            has = self._asked_for & {tag, f"#{name}", *(f".{each}" for each in classes.split())}
            shape = _Shape(
                tag if tag in has else "",
                frozenset(each[1:] for each in has if each[0] == "."),
                name if f"#{name}" in has else "",
                has,
            )
            self._shapes[key] = self._same.setdefault(has, shape)
        return self._shapes[key]

    def _match(self, shape: _Shape) -> tuple[Meaning, list[_Rule]]:
        """The meaning for an element wherever it stands, and, if that depends on where, the rules to try."""
        fitting = [rule for rule in self._rules if rule.last.matches(shape)]
        return (NOTHING, fitting) if any(rule.around for rule in fitting) else (_laid_over(fitting), [])


def _meaning_at(candidates: list[_Rule], around: tuple[_Shape, ...]) -> Meaning:
    """The meaning where an element stands.

    Args:
        candidates: rules that fit the element itself, the weakest first.
        around: what it stands in, the innermost first.
    """
    has = frozenset[str]().union(*(shape.has for shape in around))
    near = (rule for rule in candidates if rule.asks_for <= has)
    return _laid_over(rule for rule in near if not rule.around or _stands_in(around, rule.around))


def _laid_over(fitting: Iterable[_Rule]) -> Meaning:
    meaning = NOTHING
    for rule in fitting:
        meaning = rule.meaning.over(meaning)
    return meaning


def _stands_in(ancestors: tuple[_Shape, ...], around: tuple[_Compound, ...]) -> bool:
    wanted = list(around)
    for ancestor in ancestors:
        if not wanted:
            break
        if wanted[-1].matches(ancestor):
            wanted.pop()
    return not wanted
