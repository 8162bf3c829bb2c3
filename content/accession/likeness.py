"""Whether two records may be one work: by what stands on their title pages."""

from __future__ import annotations

from content.records import Record
from content.text import fold

_HALF = 2


def may_be_one(one: Record, other: Record) -> bool:
    """Whether two descriptions may be of one work: half the words of their titles, an identifier or a person agree.

    Used where something else already says that they are one, a key of a list: only a plain contradiction counts. What
    one of them does not say contradicts nothing.
    """
    if set(one.identifiers) & set(other.identifiers):
        return True
    if {fold(who.name) for who in one.creators} & {fold(who.name) for who in other.creators}:
        return True
    words, others = set(fold(one.title).split()), set(fold(other.title).split())
    return _HALF * len(words & others) >= min(len(words), len(others))
