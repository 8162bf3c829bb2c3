"""Style sheets as their rules: what a tokenizer of CSS cannot bear is settled before it sees the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import tinycss2

Node: TypeAlias = Any
"""A node of tinycss2, which has no types of its own."""
_LONG_NUMBER = re.compile(r"[0-9]{100,}")
"""Python makes no whole number of more than 4,300 digits; nothing on a page is that long."""
_BRACKETS = re.compile(r"[(\[{]|([)\]}])")
_DEEP = 100
"""Brackets in brackets; a sheet of a book has three or four."""


def rules(css: str) -> list[Node]:
    """The rules of a style sheet, none where its brackets stand too deep in each other.

    Args:
        css: of bounded length.
    """
    return list(tinycss2.parse_stylesheet(_bearable(css), skip_comments=True, skip_whitespace=True))


def declarations(content: str | Sequence[Node]) -> list[Node]:
    """The declarations in a style attribute or the body of a rule.

    Args:
        content: text of bounded length, or what stands in a rule.
    """
    said = _bearable(content) if isinstance(content, str) else content
    nodes = tinycss2.parse_declaration_list(said, skip_comments=True, skip_whitespace=True)
    return [node for node in nodes if node.type == "declaration"]


def _bearable(css: str) -> str:
    depth = 0
    for bracket in _BRACKETS.finditer(css):
        depth += -1 if bracket[1] else 1
        if depth > _DEEP:
            return ""
    return _LONG_NUMBER.sub("0", css)
