"""Drawn covers: title and author choose dye, thread, weave and cut, so that a book has one cover on every box."""

from __future__ import annotations

import hashlib
import textwrap
from dataclasses import dataclass

from content.catalogue.shown import Cover
from content.holdings import Thumbnails

CUTS, DYES, THREADS, MOTIFS = 3, 10, 6, 8
WIDTH, HEIGHT = 84, 122
LINE_LETTERS, LINES = 9, 3
"""Of a title in its usual size on the smallest cover."""
LONG = " dai"
_SALT = "/215"


@dataclass(frozen=True)
class CoverView:
    """A cover on a page: a picture where `picture` is not "", else cloth with title and author.

    Attributes:
        picture: address of a thumbnail. height: of it in CSS pixels at a width of 84, 0 when unknown.
        cloth: classes of the cut, dye and thread, and of a long title, which stands in smaller letters.
        motif: class of the weave.
    """

    title: str
    author: str
    cloth: str
    motif: str
    picture: str = ""
    height: int = 0


def draw(title: str, author: str) -> tuple[str, str]:
    """The classes of a drawn cover: cut, dye and thread; weave."""
    key = title + author
    cut, dye, thread = _pick(key, "c", CUTS) + 1, _pick(key, "", DYES), _pick(key, "t", THREADS) + 1
    return f"c{cut} b{dye} t{thread}", f"h{_pick(key, 'm', MOTIFS) + 1}"


def cover_view(cover: Cover, title: str, author: str, link: str) -> CoverView:
    """A record's cover.

    Args:
        link: address of its thumbnail, used when it has a picture.
    """
    cloth, motif = draw(title, author)
    cloth += LONG if len(textwrap.wrap(title, LINE_LETTERS)) > LINES else ""
    known = cover.width > 0 and cover.height > 0
    height = min(round(cover.height * WIDTH / cover.width), HEIGHT * 2) if known else 0
    return CoverView(title, author, cloth, motif, link if cover.name else "", height)


def thumbnail_name(cover: Cover) -> str:
    """The public name of a cover's thumbnail."""
    return Thumbnails.name(cover.name) if cover.name else ""


def _pick(key: str, what: str, choices: int) -> int:
    digest = hashlib.sha1((key + _SALT + what).encode(), usedforsecurity=False).hexdigest()
    return int(digest, 16) % choices
