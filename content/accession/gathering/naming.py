"""What names of files tell: a running number, which of several discs, a title, whether a camera or a person gave it.

People number what belongs together, in a handful of ways: `01 - Hồi một`, `Tập 3`, `phan_10`, `1`. Cameras, recorders
and messengers number everything, so what they name says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.text import normalise, one_line, sort_key

_TITLE_MAX = 300
_WORDS = "tap|phan|hoi|chuong|bai|ky|so|buoi|quyen|part|episode|ep|track|chapter|vol|volume|disc|disk|cd|dvd|dia"
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_WORDED = re.compile(rf"(?<![a-z])(?:{_WORDS}|s\d{{1,2}}\s?e)[\s._-]*(\d{{1,3}})(?!\d)")
_LEADING = re.compile(r"(\d{1,3})(?:(\s*[-._)\]]+\s*)|(\s+)(?=\S)|$)")
_DISC = re.compile(
    r"(?:cd|dvd|disc|disk|dia|phan|part|quyen|tap|vol|volume|chuong|chapter|chap|hoi|ky|so)[\s._-]*(\d{1,3})"
)
_OF_A_DEVICE = re.compile(
    r"(?:img|dsc[a-z]?|dscn|mvi|vid|mov|aud|ptt|gopr|pxl|p|pic|picture|image|photo|fb img|received|screenshot|scan"
    r"|anh chup man hinh|voice|recording|rec|record|ghi am|whatsapp \w+|zalo|untitled|khong ten)?"
    r"[\s._()-]*(?:\d[\s\d._()-]*(?:at|wa|am|pm|n|o|copy)?[\s\d._()-]*)*"
)
_HASH = re.compile(r"[0-9a-f]{8,}(?:-?[0-9a-f]{4,})*")
_DENSE = 5
"""Numbers of files that belong together are not scattered: at most so many times as wide as they are many."""


@dataclass(frozen=True)
class Run:
    """Names that differ by a running number.

    Attributes:
        members: positions of the names. stem: what they share before the number, "" where that says nothing.
    """

    members: tuple[int, ...]
    stem: str


def natural(name: str) -> tuple[bytes, str]:
    """The key that sorts names of files as people do: `2` before `10`, letters in Vietnamese order."""
    stem, dot, ending = name.rpartition(".")
    return sort_key((stem if dot else name).replace("_", " ")), ending


def stem_of(name: str) -> str:
    """A file's name without its ending, its letters composed (NFC), underscores as the spaces they stand for."""
    stem, dot, ending = normalise(name).rpartition(".")
    return " ".join((stem if dot and stem and len(ending) <= 5 else normalise(name)).replace("_", " ").split())


def disc_number(folder: str) -> int | None:
    """Which of several discs or chapters a folder is by its name (`CD1`, `Đĩa 2`, `Chương 3`); None: it is none."""
    found = _DISC.fullmatch(_plain(stem_of(folder + ".")).strip(" ."))
    return int(found[1]) if found else None


def says_something(stem: str) -> bool:
    """Whether a person named a file: not a camera, a recorder, a messenger, and it is no number or hash."""
    plain = _plain(stem).strip()
    return not _OF_A_DEVICE.fullmatch(plain) and not _HASH.fullmatch(plain)


def title_of(stem: str, fallback: str = "") -> str:
    """What the name of a file says of its place among others: `01 - Hồi một` is called `Hồi một`, `Tập 3` stays.

    Args:
        fallback: what it is called where its name says nothing.
    """
    rest = _LEADING.sub("", stem, count=1) if _LEADING.match(stem) else stem
    rest = rest.strip(" -._")
    chosen = rest if any(sign.isalpha() for sign in rest) else stem
    return one_line(chosen, _TITLE_MAX) if says_something(chosen) else fallback


def runs(stems: Sequence[str]) -> list[Run]:
    """Names that belong together by a running number, each in at most one run; the others are left out."""
    ways: dict[str, dict[int, int]] = {}
    for position, stem in enumerate(stems):
        for key, number in _numbered(stem):
            ways.setdefault(key, {})[position] = number
    found: list[Run] = []
    taken: set[int] = set()
    for key in sorted(ways, key=lambda key: (-len(set(ways[key].values())), key)):
        numbers = {position: number for position, number in ways[key].items() if position not in taken}
        if _is_running(numbers.values(), key):
            found.append(Run(tuple(sorted(numbers)), _shared(key)))
            taken.update(numbers)
    return found


def _numbered(stem: str) -> Iterable[tuple[str, int]]:
    """The ways to see a running number in a name: what is before or around it, and the number."""
    if not says_something(stem) and not stem.isdigit():
        return
    plain = _plain(stem)
    for match in _NUMBER.finditer(stem):
        yield f"1{stem[: match.start()]}#{stem[match.end() :]}", int(match[0])
    for match in _WORDED.finditer(plain):
        yield f"2{stem[: match.start(1)]}#", int(match[1])
    leading = _LEADING.match(stem)
    if leading:
        padded = leading[2] or leading[1].startswith("0") or leading[0] == leading[1]
        yield f"3{'' if padded else ' '}#", int(leading[1])
        if padded:
            yield "3 #", int(leading[1])


def _is_running(numbers: Iterable[int], key: str) -> bool:
    distinct = set(numbers)
    if len(distinct) < 2 or max(distinct) - min(distinct) + 1 > _DENSE * len(distinct):
        return False
    # A number with nothing but a space after it may belong to the words: `2 con mực`. The first is 1 where it counts.
    return not key.startswith("3 ") or min(distinct) <= 1


def _shared(key: str) -> str:
    """What names share before their number, without the word that counts: "" where nothing is left."""
    before = key[1:].partition("#")[0]
    plain = _plain(before)
    counted = re.search(rf"(?<![a-z])(?:{_WORDS}|s\d{{1,2}}\s?e)[\s._-]*$", plain)
    before = before[: counted.start()] if counted else before
    return one_line(before.strip(" -–_.,([#"), _TITLE_MAX)


def _plain(text: str) -> str:
    """Small letters without marks, as many as there were."""
    apart = (unicodedata.normalize("NFD", sign)[0] for sign in normalise(text).lower())
    return "".join(apart).replace("đ", "d").replace("_", " ")
