"""XML and XHTML that may be hostile or broken, read without entities, document types, network or endless depth."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from content.formats._encodings import decoded
from content.formats._xml_text import mended, without_doctype
from content.formats.reading import ReadLimits, Refusal, RefusedError

OPS = "http://www.idpf.org/2007/ops"
XLINK = "http://www.w3.org/1999/xlink"
_SVG = "http://www.w3.org/2000/svg"
_DEFAULT_LIMITS = ReadLimits()
_MEMORY_ERROR = 2
_SELF_CLOSED = re.compile(r"<([A-Za-z][A-Za-z0-9:]*)((?:\s[^<>]*)?)/>")
_OPEN_TITLE = re.compile(r"(<title\b[^<>]*>[^<]*)(?=<(?!/title))", re.IGNORECASE)
"""A title that never ends: to HTML, all that follows is its text."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_SVG_CASE = {
    name.lower(): name
    for name in (
        "altGlyph", "animateMotion", "animateTransform", "clipPath", "feBlend", "feColorMatrix", "feComposite",
        "feFlood", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feOffset", "foreignObject", "glyphRef",
        "linearGradient", "radialGradient", "textPath",
    )
}  # fmt: skip
# XML recovery may stop at the first thing that it does not understand; HTML reading goes on. Below this share of the
# HTML reader's text, something was lost.
_KEPT_SHARE = 0.98


def parse_xml(
    data: bytes, *, what: str, limits: ReadLimits = _DEFAULT_LIMITS, notes: list[str] | None = None
) -> etree._Element:
    """Reads an XML document, as far as it can be read.

    Args:
        data: the document as stored.
        what: its name, for the error.
        limits: `text_member` bounds its size.
        notes: takes a line if the document had to be mended.

    Returns:
        The root; namespaces as they are, no comments, no processing instructions, no entities.

    Raises:
        RefusedError: too large, declares entities (UNSAFE_XML), or nothing of it is XML (DAMAGED).
    """
    text = _prepared(data, what, limits)
    root = _attempt(_strict, text)
    if root is None:
        root = _attempt(_recovering, text)
        if root is None:
            raise RefusedError(Refusal.DAMAGED, f"{what} is not XML")
        if notes is not None:
            notes.append(f"{what} is not well-formed; read as far as it goes")
    return root


def parse_loose(
    data: bytes, *, what: str = "chapter", limits: ReadLimits = _DEFAULT_LIMITS, notes: list[str] | None = None
) -> etree._Element:
    """Reads XHTML or HTML of any quality.

    Args:
        data: the document as stored.
        what: its name, for the error and the note.
        limits: `text_member` bounds its size, `depth` its nesting: below that, only text is kept.
        notes: takes a line if the document had to be mended.

    Returns:
        The root of a tree whose elements have no namespace and lower-case names (names of SVG in SVG's own case).
        `xlink:href` is `href`, `xml:lang` is `lang`, `epub:type` is `{OPS}type`; no other attribute has a namespace.

    Raises:
        RefusedError: too large, declares entities (UNSAFE_XML), or holds no markup at all (DAMAGED).
    """
    text = _prepared(data, what, limits)
    root = _attempt(_strict_and_deep, text)
    if root is None:
        root = _fullest(text)
        if notes is not None:
            notes.append(f"{what} is not well-formed; mended")
    if root is None:
        raise RefusedError(Refusal.DAMAGED, f"{what} holds no markup")
    _flatten(root, limits.depth)
    _plain_names(root)
    return root


def parse_html(data: bytes, *, what: str = "page", limits: ReadLimits = _DEFAULT_LIMITS) -> etree._Element:
    """Reads a web page: as XHTML where it is well-formed, else by the rules of HTML, which needs no quotes.

    Args:
        data: the page as stored.
        what: its name, for the error.
        limits: as for `parse_loose`.

    Returns:
        The root of a tree as `parse_loose` gives it.

    Raises:
        RefusedError: too large, declares entities (UNSAFE_XML), or holds no markup at all (DAMAGED).
    """
    text = _prepared(data, what, limits)
    root = _attempt(_strict_and_deep, text)
    if root is None:
        root = _attempt(_as_html, _OPEN_TITLE.sub(r"\1</title>", _SELF_CLOSED.sub(_opened_and_closed, text), count=1))
    if root is None:
        raise RefusedError(Refusal.DAMAGED, f"{what} holds no markup")
    _flatten(root, limits.depth)
    _plain_names(root)
    return root


def _prepared(data: bytes, what: str, limits: ReadLimits) -> str:
    if len(data) > limits.text_member:
        raise RefusedError(Refusal.TOO_LARGE, f"{what}: {len(data)} bytes of markup")
    return mended(without_doctype(decoded(data)))


def _attempt(parse: Callable[[bytes], etree._Element | None], text: str) -> etree._Element | None:
    """The root, or None where the parser gives up.

    Raises:
        MemoryError: the parser ran out of memory, which is no fault of the markup.
    """
    try:
        return parse(text.encode("utf-8"))
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == _MEMORY_ERROR:
            raise MemoryError from error
        return None


def _strict(data: bytes) -> etree._Element | None:
    return etree.fromstring(data, _xml_parser(recover=False))


def _strict_and_deep(data: bytes) -> etree._Element | None:
    return etree.fromstring(data, _xml_parser(recover=False, deep=True))


def _recovering(data: bytes) -> etree._Element | None:
    return _recovered(data, _xml_parser(recover=True))


def _recovering_and_deep(data: bytes) -> etree._Element | None:
    return _recovered(data, _xml_parser(recover=True, deep=True))


def _recovered(data: bytes, parser: etree.XMLParser | etree.HTMLParser) -> etree._Element | None:
    """The root of what a forgiving parser understood; that its memory ran out is not forgiven.

    Raises:
        MemoryError: the tree would end where the memory did.
    """
    root = etree.fromstring(data, parser)
    if any(entry.type == _MEMORY_ERROR for entry in parser.error_log):
        raise MemoryError
    return root


def _as_html(data: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = _recovered(data, parser)
    if root is None:
        return None
    # What stood behind </html> becomes a document of its own beside the first.
    for stray in list(root.itersiblings()):
        stray.tag = "div"
        next(root.iter("body"), root).append(stray)
    return root


def _xml_parser(*, recover: bool, deep: bool = False) -> etree.XMLParser:
    """A parser that acts upon nothing; a deep one reads 2,048 levels instead of 256, below which libxml2 stops."""
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=deep,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _fullest(text: str) -> etree._Element | None:
    """The reading that keeps the most text: as XML, which understands more, or as HTML, which loses less."""
    as_xml = _attempt(_recovering_and_deep, text)
    as_html = _attempt(_as_html, _OPEN_TITLE.sub(r"\1</title>", _SELF_CLOSED.sub(_opened_and_closed, text), count=1))
    if as_xml is None or as_html is None:
        return as_html if as_xml is None else as_xml
    return as_xml if _letters(as_xml) >= _KEPT_SHARE * _letters(as_html) else as_html


def _opened_and_closed(found: re.Match[str]) -> str:
    """`<a id="x"/>` as HTML understands it: there, the stroke means nothing and all that follows would be inside."""
    return found[0] if found[1].lower() in _VOID else f"<{found[1]}{found[2]}></{found[1]}>"


def _letters(root: etree._Element) -> int:
    """Letters that are read: an open `meta` of HTML puts the body into the head, for one who takes it for XML."""
    heads = list(root.iter("{*}head", "{*}HEAD"))
    hidden = sum(len(piece.strip()) for head in heads[:1] for piece in head.itertext())
    return sum(len(piece.strip()) for piece in root.itertext()) - hidden


def _flatten(root: etree._Element, depth: int) -> None:
    """Makes plain text of everything below a depth, so that whatever walks the tree need not fear it."""
    level = 0
    too_deep = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if event == "start" and level == depth and len(element):
            too_deep.append(element)
    for element in too_deep:
        text = "".join(element.itertext())
        del element[:]
        element.text = text


_ELEMENT_NAME = re.compile(r"^[A-Za-z_][\w.-]*$")


def _plain_names(root: etree._Element) -> None:
    known: dict[str, str] = {}
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        plain = known.get(tag)
        if plain is None:
            plain = known[tag] = _plain_name(tag)
        if plain != tag:
            element.tag = plain
        if any(":" in str(key) or not str(key).islower() for key in element.keys()):  # noqa: SIM118 - quicker by half
            _plain_attributes(element)
    etree.cleanup_namespaces(root)


def _plain_name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    name = local.rpartition(":")[2].lower()
    in_svg = space == _SVG or (not space and name in _SVG_CASE)
    plain = _SVG_CASE.get(name, name) if in_svg else name
    # The HTML parser makes elements of what follows any "<", quotes included.
    return plain if _ELEMENT_NAME.match(plain) else "span"


def _plain_attributes(element: etree._Element) -> None:
    """Renames attributes that have a namespace or a prefix, and drops those that no reader here knows."""
    for key, value in list(element.attrib.items()):
        space, _, local = str(key)[1:].rpartition("}") if str(key).startswith("{") else ("", "", str(key))
        prefix, _, name = local.rpartition(":")
        if not space and not prefix:
            continue
        del element.attrib[key]
        if (space == OPS or prefix == "epub") and name == "type":
            element.set(f"{{{OPS}}}type", value)
        elif name in {"href", "lang"} and name not in element.attrib:
            element.set(name, value)
