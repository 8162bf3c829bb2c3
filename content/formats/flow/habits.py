"""Habits of those who made real books, and what a writer of clean blocks makes of them."""

from __future__ import annotations

from content.formats.flow.blocks import Block
from content.formats.flow.verse import LONG_LINE, ended

_VERSE_LINE = 75
_VERSE_RUN = 6
"""So many lines of verse among paragraphs are verse."""
_DASHES = ("-", "–", "—", "+ ")
_MOSTLY, _PARTLY = 0.85, 0.6
_VERSE_LINES = 4
_SINGLE_RUN = frozenset({"li", "td", "th", "dd", "figcaption"})
_ALIGNED = ("g", "ph")
_ONLY_TEXT = frozenset({"dt", "summary", "caption"})


def paragraphs(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Which lines of a paragraph belong together: all of them (verse, an address), or each alone.

    Real books end their paragraphs with single line breaks, too: then some lines are long, or most end as sentences do,
    or begin with the dash of speech, or are the links of a table of contents. Verse among such paragraphs stays
    together; a long poem is cut into pieces that follow each other without a gap.

    Args:
        lines: HTML and text of each.
    """
    if _stand_together([text for _, text in lines], sum("\x01L" in line for line, _ in lines)):
        return [lines]
    groups: list[list[tuple[str, str]]] = []
    run: list[tuple[str, str]] = []
    for line in [*lines, None]:
        if line is not None and len(line[1]) <= _VERSE_LINE and "\x01L" not in line[0]:
            run.append(line)
            continue
        groups += [run] if len(run) >= _VERSE_RUN and not _is_prose(run) else [[short] for short in run]
        run = []
        if line is not None:
            groups.append([line])
    return groups


def _stand_together(texts: list[str], linked: int) -> bool:
    if max(map(len, texts)) > LONG_LINE or 2 * linked > len(texts):
        return False
    spoken = sum(text.startswith(_DASHES) for text in texts)
    return 2 * spoken < len(texts) and not (len(texts) >= _VERSE_LINES and ended(texts) >= _MOSTLY)


def _is_prose(lines: list[tuple[str, str]]) -> bool:
    texts = [text for _, text in lines]
    return ended(texts) >= _PARTLY or any(text.startswith(_DASHES) for text in texts)


def is_drop_cap(cap: Block, block: Block) -> bool:
    """Whether a paragraph of one letter is the big first letter of the next."""
    return (
        cap.tag == block.tag == "p"
        and len(cap.text) == 1
        and cap.text.isalpha()
        and (cap.implied or cap.text.isupper())
        and block.text[:1].islower()
    )


_CHILDREN = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd"), "tr": ("td", "th")}


def tidy(container: Block, parent: Block) -> None:
    """Makes a closed container valid: right children, no needless paragraphs, no gaps."""
    children = container.children = [child for child in container.children if child.tag != "gap"]
    tag = container.tag
    if tag in _CHILDREN:
        allowed = _CHILDREN[tag]
        container.children = [
            child if child.tag in allowed else Block(allowed[-1] if tag == "dl" else allowed[0], children=[child])
            for child in children
        ]
    elif tag == "table":
        stray = [child for child in children if child.tag not in ("tr", "caption")]
        container.children = [child for child in children if child.tag in ("tr", "caption")]
        parent.children[-1:-1] = stray  # the container is the last of them
    elif tag in _ONLY_TEXT:
        leaves = [block for block in container.walk() if block.inner]
        container.inner = "<br>".join(leaf.inner for leaf in leaves)
        container.text = "\n".join(leaf.text for leaf in leaves)
        container.ids += [name for block in container.walk() if block is not container for name in block.ids]
        container.children = []
    elif (
        tag in _SINGLE_RUN
        and len(children) == 1
        and children[0].tag == "p"
        and not children[0].attributes
        and (not children[0].classes or (tag in ("td", "th") and children[0].classes in _ALIGNED))
    ):
        run = children[0]
        container.classes = run.classes or container.classes
        run.tag, run.classes = "", ""
        container.ids += run.ids
        run.ids = []
