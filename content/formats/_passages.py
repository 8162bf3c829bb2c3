"""What passages of every format have in common: how long they are, where text is cut, which language they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from content.records import Passage
from content.text import guess_language

WISHED: Final = 700
"""Letters after which a passage may end."""
MOST: Final = 1_200
_ENDS: Final = (". ", "\n", "? ", "! ", "… ")
_SAMPLE: Final = 40_000


def pieces(text: str) -> Iterator[str]:
    """A paragraph in pieces of at most MOST letters, cut after sentences, else between words."""
    while len(text) > MOST:
        end = max(text.rfind(sign, MOST // 2, MOST) for sign in _ENDS) + 1
        end = end or text.rfind(" ", MOST // 2, MOST) + 1 or MOST
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text


def language_of(found: Sequence[Passage]) -> str:
    """The language of the text, "" where it does not show it; the front pages of a long file are passed over."""
    sample, length = [], 0
    for passage in found[len(found) // 4 :]:
        sample.append(passage.text)
        length += len(passage.text)
        if length > _SAMPLE:
            break
    return guess_language("\n".join(sample)) or ""
