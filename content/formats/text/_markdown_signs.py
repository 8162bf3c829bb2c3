"""Whether a text is Markdown, by its signs; a text that merely has a number sign somewhere is none."""

from __future__ import annotations

import re
from typing import Final

_ENOUGH: Final = 3.0
_SIGNS: Final[tuple[tuple[re.Pattern[str], float, float], ...]] = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+[^#\s].*$", re.MULTILINE), 1.5, 4.5),
    (re.compile(r"^(?:```|~~~)\S*[ \t]*$", re.MULTILINE), 1.0, 2.0),
    (re.compile(r"!?\[[^\[\]\n]{1,200}\]\((?:[^()\s]{1,500})(?:[ \t]+\"[^\"\n]{0,200}\")?\)"), 1.5, 3.0),
    (re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"), 1.0, 2.0),
    (re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE), 2.0, 2.0),
    (re.compile(r"^[^\s#>|+*=-].{0,200}\n(?:={3,})[ \t]*$", re.MULTILINE), 1.5, 1.5),
    (re.compile(r"^[*+-] \S.*\n[*+-] \S", re.MULTILINE), 0.5, 0.5),
    (re.compile(r"^>[ \t]?\S", re.MULTILINE), 0.5, 0.5),
    (re.compile(r"^\[[^\[\]\n]{1,80}\]:[ \t]+\S+", re.MULTILINE), 1.0, 1.0),
)
"""A sign, what each of it counts, and what all of them count at most."""
_FIRST_HEADING: Final = re.compile(r"\s*#[ \t]+[^#\s].*\n\s*\n")
_FRONT: Final = re.compile(r"---[ \t]*\n(?:[\w-]{1,40}:.*\n|[ \t]+.*\n|- .*\n){1,60}(?:---|\.\.\.)[ \t]*\n")
_SHEBANG: Final = re.compile(r"#!|#include\b|# -\*-")


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown.

    Args:
        text: its beginning.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SHEBANG.match(text):
        return False
    front = _FRONT.match(text)
    score = 3.0 if front else 0.0
    # A document that begins with its title, and nothing above it, is written so on purpose.
    score += 3.0 if _FIRST_HEADING.match(text, front.end() if front else 0) else 0.0
    for sign, each, most in _SIGNS:
        score += min(most, each * len(sign.findall(text)))
    return score >= _ENOUGH
