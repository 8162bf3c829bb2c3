"""One file to read at home: a record's text with its pictures in it, as HTML that asks for nothing else.

The text is that of the pages (`content.formats.flow`): clean HTML in which places are `id="…"`, links are `#<place>`,
`<number>` or `<number>#<place>`, and pictures `hinh/<name>`. Places get the number of their part in front, so that no
two are called the same; a link out of what is taken along becomes plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from content.records import Direction, Record
from content.text import direction

_PLACE = re.compile(r'(<[a-z][^<>]*?\s)id="([^"]*)"')
_LINK = re.compile(r'<a\b([^<>]*?)\shref="([^"]*)"')
_TARGET = re.compile(r"([0-9]{0,5})(?:#(.*))?")
_PICTURE = re.compile(r'<img src="hinh/([^"]*)" alt="([^"]*)"([^<>]*)>')
_RECORDING = re.compile(r'<(audio|video) src="hinh/[^"]*"[^<>]*>.*?</\1>', re.DOTALL)
_STYLE: Final = (
    "html{font-size:112.5%}body{margin:0 auto;max-width:38rem;padding:16px;line-height:1.7;color:#14172b;"
    'background:#fff;font-family:Roboto,"Noto Sans","Droid Sans",Arial,sans-serif;word-wrap:break-word}'
    "h1,h2,h3{line-height:1.35}h1{font-size:1.5rem}h2{font-size:1.25rem}h3{font-size:1.05rem}"
    "img{max-width:100%;height:auto;background:#fff}a{color:#22357f}"
    "table{border-collapse:collapse}td,th{border:1px solid #6a7090;padding:4px 8px;text-align:left;vertical-align:top}"
    "pre,.bangcuon{overflow-x:auto}blockquote{margin:0 0 1em;padding-left:14px;border-left:4px solid #cfd3e2}"
    "em,i,cite{font-style:normal;font-weight:500;color:#464c66}.g{text-align:center}.ph{text-align:right}"
    ".cau{display:block;padding-left:1.2em;text-indent:-1.2em}.nho{font-size:.84rem;color:#464c66}"
    "nav li{padding:4px 0}section{border-top:2px solid #cfd3e2;padding-top:8px;margin-top:28px}"
    "@media (prefers-color-scheme:dark){body{color:#e9e9f1;background:#12131c}a{color:#b3c0ff}"
    "em,i,cite,.nho{color:#b5b8ca}}"
)


@dataclass(frozen=True, kw_only=True)
class CopiedPart:
    """A part that is taken along; body: as its page has it."""

    number: int
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class CopyWords:
    """What the file says of itself, in the reader's language.

    Attributes:
        contents: heading of the list of parts. missing: in the place of a picture that is not in it, before its text.
        colophon: where it comes from and what may be done with it, line by line.
        language: of these words.
    """

    contents: str
    missing: str
    colophon: tuple[str, ...]
    language: str


def home_copy(
    record: Record,
    parts: Iterable[CopiedPart],
    *,
    titles: Collection[tuple[int, str]],
    picture: Callable[[str], str],
    words: CopyWords,
) -> Iterator[bytes]:
    """The file, piece by piece, in UTF-8.

    Args:
        parts: in order; one alone has no list of contents.
        titles: number and title of the same parts.
        picture: the address of a picture by its name, as `data:` (RFC 2397); "" where it is left out.
    """
    there = {number for number, _ in titles}
    language = f' lang="{escape(record.language)}"' if record.language else ""
    turned = record.direction is Direction.RTL and direction(record.language) == "rtl"
    yield _head(record, words).encode()
    if len(titles) > 1:
        lines = "".join(f'<li><a href="#p{number}">{escape(title)}</a></li>' for number, title in titles)
        yield f"<nav><h2>{escape(words.contents)}</h2><ul{language}>{lines}</ul></nav>".encode()
    for part in parts:
        yield f'<section id="p{part.number}"{language}{" dir=rtl" if turned else ""}>'.encode()
        if not part.body.lstrip().startswith("<h"):
            yield f"<h2>{escape(part.title)}</h2>".encode()
        yield _fitted(part, there, picture, words).encode("utf-8", "replace")
        yield b"</section>\n"
    colophon = "<br>".join(map(escape, words.colophon))
    yield f'<section class="nho">{colophon}</section></body></html>\n'.encode("utf-8", "replace")


def _head(record: Record, words: CopyWords) -> str:
    creators = ", ".join(creator.name for creator in record.creators)
    language = f' lang="{escape(record.language)}"' if record.language else ""
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(record.title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1{language}>{escape(record.title)}</h1>"
        + (f"<p>{escape(creators)}</p>\n" if creators else "\n")
    )


def _fitted(part: CopiedPart, there: Collection[int], picture: Callable[[str], str], words: CopyWords) -> str:
    body = _PLACE.sub(lambda place: f'{place[1]}id="p{part.number}.{place[2]}"', part.body)
    body = _LINK.sub(lambda link: f"<a{link[1]}{_href(link[2], part.number, there)}", body)
    body = _RECORDING.sub("", body)
    return _PICTURE.sub(lambda image: _image(image, picture, words), body)


def _href(target: str, here: int, there: Collection[int]) -> str:
    found = _TARGET.fullmatch(target)
    if found is None:
        return ""
    number = int(found[1]) if found[1] else here
    if number not in there:
        return ""
    return f' href="#p{number}{f".{found[2]}" if found[2] else ""}"'


def _image(image: re.Match[str], picture: Callable[[str], str], words: CopyWords) -> str:
    address = picture(image[1])
    if address:
        return f'<img src="{address}" alt="{image[2]}"{image[3]}>'
    return f'<span class="nho">[{escape(words.missing)}{f": {image[2]}" if image[2] else ""}]</span>'
