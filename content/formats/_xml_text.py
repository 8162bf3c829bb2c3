"""The text of an XML or HTML document made such that a strict parser has a chance with it.

Document types, entities and signs that XML forbids are settled here, on text, before any parser sees them:
so no parser ever has a document type to act upon.
"""

from __future__ import annotations

import html.entities
import re

from content.formats.reading import Refusal, RefusedError

_XML_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]{0,500}>")
_MISC = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE_TOKEN = re.compile(r"""[\[\]<>]|"[^"]*"|'[^']*'""")
_SECTIONS = (("<!--", "-->"), ("<?", "?>"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31})?(;?)(=?)")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP = frozenset("<>&\"'")


def without_doctype(text: str) -> str:
    """The document without XML declaration and document type.

    Raises:
        RefusedError: the document declares entities of its own (UNSAFE_XML), or its document type never ends.
    """
    declaration = _XML_DECLARATION.match(text)
    start = at = declaration.end() if declaration else 0
    while misc := _MISC.match(text, at):
        at = misc.end()
    if not _DOCTYPE.match(text, at):
        return text[start:]
    return text[start:at] + text[_doctype_end(text, at) :]


def mended(text: str) -> str:
    """The document with named HTML entities replaced and with nothing that XML forbids; CDATA sections as they are.

    Args:
        text: the document without document type, so that no other entity can have a meaning.
    """
    text = _FORBIDDEN.sub("", text)
    pieces, at = [], 0
    while (opened := text.find("<![CDATA[", at)) >= 0 and (closed := text.find("]]>", opened)) >= 0:
        pieces += [_REFERENCE.sub(_reference, text[at:opened]), text[opened : closed + 3]]
        at = closed + 3
    # A section that never ends would take the rest of the document with it.
    return "".join([*pieces, _REFERENCE.sub(_reference, text[at:].replace("<![CDATA[", ""))])


def _doctype_end(text: str, start: int) -> int:
    depth, at = 0, start + 2
    # Where sections end for the last time, found once: text may open thousands that never end.
    lasts = [text.rfind(closing) for _, closing in _SECTIONS]
    while token := _DOCTYPE_TOKEN.search(text, at):
        sign, at = token[0], token.end()
        if sign == ">" and depth == 0:
            return at
        if sign == "<":
            if text.startswith("<!ENTITY", token.start()):
                raise RefusedError(Refusal.UNSAFE_XML, "the document declares entities")
            at = _behind_section(text, token.start(), lasts) or at
        depth += {"[": 1, "]": -1}.get(sign, 0)
    raise RefusedError(Refusal.DAMAGED, "the document type never ends")


def _behind_section(text: str, at: int, lasts: list[int]) -> int:
    """Where the comment or instruction that begins here ends; 0 where none does, or it has no end."""
    for (opening, closing), last in zip(_SECTIONS, lasts, strict=True):
        if text.startswith(opening, at) and last >= at + len(opening):
            return text.index(closing, at + len(opening)) + len(closing)
    return 0


def _reference(found: re.Match[str]) -> str:
    """What stands for one reference, or for an ampersand that is none."""
    body, semicolon, equals = found[1] or "", found[2], found[3]
    if body.startswith("#"):
        return _character(body) + equals
    if semicolon and body in _PREDEFINED:
        return found[0]
    value = html.entities.html5.get(body + semicolon, "")
    # "?a=1&copy=2" in an address is no entity (HTML, "named character reference state").
    if not value or (not semicolon and equals):
        return "&amp;" + found[0][1:]
    return "".join(f"&#{ord(sign)};" if sign in _MARKUP else sign for sign in value) + equals


def _character(body: str) -> str:
    """A numeric reference as a sign that XML allows; 128 to 159 as Windows-1252, as browsers read them."""
    number = int("0" + body[1:], 0) if body[1] in "xX" else int(body[1:])
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "replace")
    if number > 0x10FFFF or number == 0 or _FORBIDDEN.match(chr(number)):
        return "\ufffd"
    return f"&#{number};"
