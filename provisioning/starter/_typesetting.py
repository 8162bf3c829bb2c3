"""Markdown to XHTML: one chapter in, its body, headings and pictures out.

Beside CommonMark and tables a chapter may hold notes: `[^1]` in the text and, at the end, lines `[^1]: what it says`.
Links lead to other chapters by their file (`03-tim.md`) or to a second heading in them (`03-tim.md#muc-2`); pictures
are named `tranh/NAME.png`. Links out of the book are refused: a box has no Internet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from .errors import ManuscriptError

PICTURES_FOLDER = "tranh"
"""Where pictures stand, in the manuscript's links and in the finished book."""

_NOTE = re.compile(r"\[\^(\d+)\]")
_NOTE_TEXT = re.compile(r"^\[\^(\d+)\]:\s+(.+)$", re.MULTILINE)
_PICTURE = re.compile(rf"^{PICTURES_FOLDER}/([a-z0-9-]+)\.png$")
_CHAPTER_LINK = re.compile(r"^(?:([a-z0-9-]+)\.md)?(#[a-z0-9-]+)?$")


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading below the title: its anchor and what it says."""

    anchor: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter that is set.

    Attributes:
        stem: of its file.
        body: XHTML that stands inside <body>.
        links: where it leads to, `STEM.xhtml`, with `#anchor` or without.
        pictures: names of the pictures it shows.
    """

    stem: str
    title: str
    headings: tuple[Heading, ...]
    body: str
    links: tuple[str, ...]
    pictures: tuple[str, ...]


def typeset(stem: str, markdown: str) -> Chapter:
    """Set a chapter.

    Args:
        stem: of its file.
        markdown: its text; the first heading is the title.

    Returns:
        The chapter.

    Raises:
        ManuscriptError: it has no title or several, a picture without a description, a link that leaves the book,
            or a note that is called and not written or the other way round.
    """
    setter = _setter()
    notes = {number: setter.parseInline(text) for number, text in _NOTE_TEXT.findall(markdown)}
    tokens = setter.parse(_NOTE_TEXT.sub("", markdown))
    title, headings = _anchor_headings(stem, tokens)
    inner = [token for block in (tokens, *notes.values()) for token in _inner(block)]
    called = [token.content for token in inner if token.type == "note"]
    if sorted(called) != sorted(notes):
        raise ManuscriptError(f"{stem}: notes called {called}, written {sorted(notes)}")
    links = tuple(_lead_to_chapter(stem, token) for token in inner if token.type == "link_open")
    pictures = tuple(_picture(stem, token) for token in inner if token.type == "image")
    body = setter.renderer.render(tokens, setter.options, {})
    for number, text in notes.items():
        body += _aside(number, setter.renderer.render(text, setter.options, {}))
    return Chapter(stem=stem, title=title, headings=headings, body=body, links=links, pictures=pictures)


def _setter() -> MarkdownIt:
    setter = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
    setter.inline.ruler.before("link", "note", _note_rule)
    setter.add_render_rule("note", _render_note)
    return setter


def _note_rule(state: StateInline, silent: bool) -> bool:
    """Take `[^1]` for a call of a note."""
    found = _NOTE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("note", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _render_note(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: dict[str, Any]
) -> str:
    number = tokens[index].content
    return f'&#160;<a epub:type="noteref" role="doc-noteref" id="goi-{number}" href="#chu-{number}">({number})</a>'


def _aside(number: str, text: str) -> str:
    """A note as EPUB 3.3 readers know it (EPUB Structural Semantics 1.1: footnote), with a link back for all others."""
    back = f'<a role="doc-backlink" href="#goi-{number}">Về chỗ đang đọc</a>'
    return (
        f'<aside epub:type="footnote" role="doc-footnote" id="chu-{number}"><p>({number}) {text} {back}</p></aside>\n'
    )


def _inner(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _anchor_headings(stem: str, tokens: Sequence[Token]) -> tuple[str, tuple[Heading, ...]]:
    """Give every second heading an anchor `muc-N`; return the title and these headings."""
    titles: list[str] = []
    headings: list[Heading] = []
    for opening, text in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            titles.append(text.content)
        elif opening.type == "heading_open" and opening.tag == "h2":
            headings.append(Heading(anchor=f"muc-{len(headings) + 1}", title=text.content))
            opening.attrSet("id", headings[-1].anchor)
    if len(titles) != 1:
        raise ManuscriptError(f"{stem}: {len(titles)} titles, one is needed")
    return titles[0], tuple(headings)


def _lead_to_chapter(stem: str, link: Token) -> str:
    """Let a link to a chapter's Markdown lead to its XHTML; return where."""
    found = _CHAPTER_LINK.match(str(link.attrGet("href")))
    if found is None:
        raise ManuscriptError(f"{stem}: link out of the book: {link.attrGet('href')}")
    target = f"{found[1] or stem}.xhtml{found[2] or ''}"
    link.attrSet("href", target)
    return target


def _picture(stem: str, image: Token) -> str:
    found = _PICTURE.match(str(image.attrGet("src")))
    if found is None or not image.content.strip():
        raise ManuscriptError(f"{stem}: picture without a name or a description: {image.attrGet('src')}")
    return found[1]
