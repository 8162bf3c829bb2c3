"""Habits of those who made real books, and what a writer of clean blocks makes of them."""

from __future__ import annotations

from content.formats.epub._blocks import Block

_LONG_LINE = 120
"""Characters; no line of verse is longer, so lines of which one is longer are paragraphs."""
_VERSE_LINE = 75
_VERSE_RUN = 6
"""So many lines of verse among paragraphs are verse."""
_DASHES = ("-", "–", "—", "+ ")
_SINGLE_RUN = frozenset({"li", "td", "th", "dd", "figcaption"})
_ONLY_TEXT = frozenset({"dt", "summary", "caption"})


def paragraphs(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Which lines of a paragraph belong together: all of them (verse, an address), or each alone.

    Real books end their paragraphs with single line breaks, too: then some lines are long, or begin with the dash of
    speech, or are the links of a table of contents. Verse among such paragraphs stays together.

    Args:
        lines: HTML and text of each.
    """
    spoken = sum(text.startswith(_DASHES) for _, text in lines)
    linked = sum("\x01L" in line for line, _ in lines)
    if max(len(text) for _, text in lines) <= _LONG_LINE and 2 * spoken < len(lines) and 2 * linked <= len(lines):
        return [lines]
    groups: list[list[tuple[str, str]]] = []
    run: list[tuple[str, str]] = []
    for line in [*lines, None]:
        if line is not None and _is_verse(line):
            run.append(line)
            continue
        groups += [run] if len(run) >= _VERSE_RUN else [[short] for short in run]
        run = []
        if line is not None:
            groups.append([line])
    return groups


def _is_verse(line: tuple[str, str]) -> bool:
    return len(line[1]) <= _VERSE_LINE and not line[1].startswith(_DASHES) and "\x01L" not in line[0]


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
        at = next(index for index, child in enumerate(parent.children) if child is container)
        parent.children[at:at] = stray
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
        and not (children[0].classes or children[0].attributes)
    ):
        run = children[0]
        run.tag, run.classes = "", ""
        container.ids += run.ids
        run.ids = []
