"""The publisher's style sheet of a fixed page, rebuilt from these lists and made to hold for that page alone.

1. Selectors are written anew, token by token, each inside `.trang-co-dinh`; classes and ids of the book get the prefix
   `f-`, so that they meet no class or id of ours; `body` is `.than`, the element that holds the page.
2. A declaration stays if its property and every function in it are listed; nothing stays in place while the page moves.
3. An address stays only if it is a picture or a font of the book, as the name of its resource, which is served from
   the folder of the style sheet. Nothing is imported: what is imported is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import tinycss2

from content.formats.flow.css import Node, declarations, rules
from content.formats.flow.pages import FIXED
from content.formats.flow.tree import words

PAGE = "trang-co-dinh"
BODY = "than"
SHEET_CHARACTERS = 1_000_000
_IMPORTS_DEEP = 4
_RULES = 20_000
_NAME = re.compile(r"^[\w\u0080-\uffff-]{1,80}$")
_PROPERTIES = words(
    "width height min-width min-height max-width max-height margin margin-top margin-right margin-bottom margin- "
    "left padding padding-top padding-right padding-bottom padding-left top right bottom left position z-index "
    "float clear display overflow overflow-x overflow-y visibility opacity color background background-color "
    "background-image background-position background-repeat background-size background-clip background-origin "
    "border border-top border-right border-bottom border-left border-width border-style border-color border-top- "
    "width border-top-style border-top-color border-right-width border-right-style border-right-color border- "
    "bottom-width border-bottom-style border-bottom-color border-left-width border-left-style border-left-color "
    "border-radius border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right- "
    "radius border-collapse border-spacing box-sizing box-shadow font font-family font-size font-style font- "
    "weight font-variant font-stretch font-feature-settings font-kerning line-height letter-spacing word-spacing "
    "text-align text-align-last text-decoration text-decoration-line text-decoration-color text-decoration-style "
    "text-indent text-transform text-shadow text-overflow vertical-align white-space word-break word-wrap "
    "overflow-wrap direction unicode-bidi list-style list-style-type list-style-position list-style-image table- "
    "layout caption-side empty-cells transform transform-origin -webkit-transform -webkit-transform-origin "
    "writing-mode -webkit-writing-mode -epub-writing-mode text-orientation -webkit-text-orientation text-combine- "
    "upright -webkit-text-combine text-emphasis -webkit-text-emphasis text-emphasis-style clip object-fit object- "
    "position content quotes hyphens columns column-count column-gap column-width page-break-before page-break- "
    "after page-break-inside"
)
_FUNCTIONS = words(
    "rgb rgba hsl hsla calc rect translate translatex translatey scale scalex scaley rotate skew skewx skewy "
    "matrix linear-gradient radial-gradient repeating-linear-gradient"
)
_PICTURE_PROPERTIES = frozenset({"background", "background-image", "list-style", "list-style-image"})
_POSITIONS = frozenset({"static", "relative", "absolute", "initial", "inherit"})
_PSEUDO = words(
    "first-child last-child only-child first-of-type last-of-type empty before after first-letter first-line link "
    "visited"
)
_PSEUDO_FUNCTIONS = frozenset({"nth-child", "nth-of-type", "nth-last-child"})
_MEDIA = re.compile(r"^[\w\s().,:/-]{0,300}$")
_RUNS = re.compile(r"expression\s*\(|-moz-binding|behavior\s*:|javascript:|vbscript:|@import|</", re.IGNORECASE)
_FONT_FACE = frozenset({"font-family", "font-style", "font-weight", "font-stretch", "unicode-range"})

Resource: TypeAlias = Callable[[str, str], str]
"""Gives the name of a resource for the member that a style sheet stands in and an address in it, "" for none."""


class SheetCleaner:
    """Cleans the style sheets of one book.

    Args:
        picture: gives pictures.
        font: gives fonts.
        sheet: gives the name and the text of an imported style sheet, None for none.
    """

    def __init__(self, picture: Resource, font: Resource, sheet: Callable[[str, str], tuple[str, str] | None]) -> None:
        self._picture = picture
        self._font = font
        self._sheet = sheet
        self._count = 0

    def clean(self, css: str, base: str) -> str:
        """A style sheet as it may be served.

        Args:
            css: as the book has it.
            base: the member it stands in.
        """
        return "".join(self._rules(css, base, _IMPORTS_DEEP))

    def inline(self, style: str, base: str) -> str:
        """The declarations of a `style` attribute, joined by semicolons."""
        return ";".join(self._declarations(style[:20_000], base))

    def _rules(self, css: str, base: str, depth: int) -> Iterator[str]:
        if len(css) > SHEET_CHARACTERS:
            return
        yield from self._written(rules(css), base, depth)

    def _written(self, nodes: Iterable[Node], base: str, depth: int) -> Iterator[str]:
        for node in nodes:
            self._count += 1
            if self._count > _RULES:
                return
            if node.type == "qualified-rule":
                yield self._rule(node, base)
            elif node.type == "at-rule":
                yield from self._at_rule(node, base, depth)

    def _rule(self, node: Node, base: str) -> str:
        selectors = [text for text in map(selector, _split(node.prelude, ",")) if text]
        declarations = ";".join(self._declarations(node.content, base)) if selectors else ""
        return f"{','.join(selectors)}{{{declarations}}}\n" if declarations else ""

    def _at_rule(self, node: Node, base: str, depth: int) -> Iterator[str]:
        name = node.lower_at_keyword
        if name == "media" and node.content is not None:
            condition = tinycss2.serialize(node.prelude).strip()
            if _MEDIA.match(condition):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                text = "".join(self._written((rule for rule in inner if rule.type == "qualified-rule"), base, depth))
                yield f"@media {condition}{{{text}}}\n" if text else ""
        elif name == "font-face" and node.content is not None:
            yield self._font_face(node.content, base)
        elif name == "import" and depth > 0:
            address = next((token.value for token in node.prelude if token.type in ("string", "url")), None)
            found = self._sheet(base, address or _url_argument(node.prelude)) if node.prelude else None
            if found is not None:
                yield from self._rules(found[1], found[0], depth - 1)

    def _font_face(self, content: Sequence[Node], base: str) -> str:
        kept, source = [], ""
        for node in declarations(content):
            if node.lower_name == "src":
                names = (self._font(base, address) for address in _addresses(node.value))
                source = source or next(filter(None, names), "")
            elif node.lower_name in _FONT_FACE and not _RUNS.search(text := tinycss2.serialize(node.value)):
                kept.append(f"{node.lower_name}:{text.strip()}")
        return f"@font-face{{{';'.join(kept)};src:url({source})}}\n" if source and kept else ""

    def _declarations(self, content: str | Sequence[Node], base: str) -> Iterator[str]:
        for node in declarations(content):
            value = self._value(node, base) if node.lower_name in _PROPERTIES else ""
            if value:
                yield f"{node.lower_name}:{value}{' !important' if node.important else ''}"

    def _value(self, node: Node, base: str) -> str:
        """The value of a declaration, "" if any of it may not stay."""
        pieces: list[str] = []
        for token in node.value:
            text = self._token(token, node.lower_name, base)
            if text is None:
                return ""
            pieces.append(text)
        value = "".join(pieces).strip()
        if node.lower_name == "position" and value.lower() not in _POSITIONS:
            return ""
        if node.lower_name == "content" and any(
            token.type not in ("string", "whitespace", "ident") for token in node.value
        ):
            return ""
        return "" if _RUNS.search(value) or len(value) > 2_000 else value

    def _token(self, token: Node, name: str, base: str) -> str | None:
        if token.type == "comment":
            return " "
        if token.type == "url" or (token.type == "function" and token.lower_name == "url"):
            address = token.value if token.type == "url" else _url_argument([token])
            resource = self._picture(base, address) if name in _PICTURE_PROPERTIES else ""
            return f"url({resource})" if resource else None
        if token.type == "function":
            inner = [self._token(argument, "", base) for argument in token.arguments]
            if token.lower_name not in _FUNCTIONS or None in inner:
                return None
            return f"{token.lower_name}({''.join(text or '' for text in inner)})"
        if token.type in (
            "ident",
            "number",
            "dimension",
            "percentage",
            "hash",
            "string",
            "whitespace",
            "unicode-range",
        ):
            return str(token.serialize())
        if token.type == "literal" and token.value in (",", "/", "+", "-", "*"):
            return str(token.value)
        return None


def selector(tokens: Sequence[Node]) -> str:
    """A selector made to hold inside a fixed page only, "" for one that is not understood."""
    pieces: list[str] = []
    before = ""
    for token in tokens:
        text = _selector_piece(token, before)
        if text is None:
            return ""
        before = token.value if token.type == "literal" else ""
        pieces.append(text)
    text = re.sub(r"\s+", " ", "".join(pieces)).strip()
    if not text:
        return ""
    return text if text.startswith(f".{PAGE}") else f".{PAGE} {text}"


def _selector_piece(token: Node, before: str) -> str | None:
    if token.type in ("whitespace", "comment"):
        return " "
    if token.type == "ident":
        if before == ".":
            return f"{FIXED}{token.value}" if _NAME.match(token.value) else None
        if before == ":":
            return str(token.lower_value) if token.lower_value in _PSEUDO else None
        name = str(token.lower_value)
        if not re.match(r"^[a-z][a-z0-9]{0,15}$", name):
            return None
        return {"body": f".{BODY}", "html": f".{PAGE}"}.get(name, name)
    if token.type == "hash":
        return f"#{FIXED}{token.value}" if _NAME.match(token.value) else None
    if token.type == "literal":
        return str(token.value) if token.value in (".", ":", ">", "+", "~", "*") else None
    if token.type == "function" and before == ":" and token.lower_name in _PSEUDO_FUNCTIONS:
        inner = tinycss2.serialize(token.arguments)
        return f"{token.lower_name}({inner})" if re.match(r"^[\sa-z0-9+-]{1,20}$", inner) else None
    return None


def _split(tokens: Sequence[Node], separator: str) -> Iterator[list[Node]]:
    piece: list[Node] = []
    for token in tokens:
        if token.type == "literal" and token.value == separator:
            yield piece
            piece = []
        else:
            piece.append(token)
    yield piece


def _addresses(tokens: Sequence[Node]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield _url_argument([token])


def _url_argument(tokens: Sequence[Node]) -> str:
    """The address in a `url("…")` that is a function with a string."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "url":
            return next((str(argument.value) for argument in token.arguments if argument.type == "string"), "")
    return ""
