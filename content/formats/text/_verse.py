"""Which lines of a text are verse, to be kept line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from content.formats.flow.verse import ended
from content.formats.text._wrapping import is_marked

LONGEST: Final = 75
"""Characters of a line of verse."""
_STANZA: Final = 4
"""Lines; fewer are verse only where the text is."""
_NUMBER: Final = re.compile(r"^\s*\d{1,5}(?:[.,]{1,2}\s*|\s+)")
_OPENING: Final = "\"'“‘«(-–—… "
_SENTENCES: Final = 0.8
_FEW, _MOST = 0.2, 0.75
_WORDS: Final = range(2, 14)


def is_stanza(lines: Sequence[str], *, shortest: int = _STANZA) -> bool:
    """Whether lines that stand together are verse: short, each begun with a capital, not each a sentence.

    Args:
        shortest: lines that there must be at least.
    """
    if len(lines) < shortest or max(map(len, lines)) > LONGEST:
        return False
    bare = [words for line in lines if (words := _NUMBER.sub("", line).lstrip(_OPENING))]
    count = len(bare)
    if count < _MOST * len(lines):
        return False
    capitals = sum(line[0].isupper() for line in bare) / count
    shouted = sum(line.isupper() for line in bare) / count
    items = sum(is_marked(line) and not _NUMBER.match(line) for line in lines) / count
    open_ends = sum(line.rstrip().endswith((":", ";")) for line in bare) / count
    counts = sum(len(line.split()) in _WORDS for line in bare) / count
    figures = sum(sign.isdigit() for line in bare for sign in line) / sum(map(len, bare))
    if max(shouted, items, open_ends, figures) > _FEW or min(capitals, counts) < _MOST:
        return False
    return ended(bare) < _SENTENCES
