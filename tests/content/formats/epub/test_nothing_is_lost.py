"""Guards that cleaning loses no word and keeps their order, whatever elements they stand in."""

from __future__ import annotations

import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from content.formats.flow.blocks import MARK, html
from content.formats.flow.cleaning import Cleaner
from content.formats.flow.cutting import cut
from content.formats.flow.gaps import without_gaps
from content.formats.flow.sanitising import sanitised
from content.formats.flow.styles import Styles
from content.formats.flow.surroundings import Marks, Picture
from content.formats.flow.tree import words

TAGS = sorted(
    words(
        "p div section blockquote ul ol li dl dt dd table tr td th h1 h2 h4 b i em strong sup span font "
        "a center pre figure figcaption details summary br hr ruby rt unknown body nav"
    )
)
WORD = re.compile(r"\w\d+\w")

Tree = tuple[str, list["Tree"]] | None
TREES = st.recursive(
    st.none(), lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)), max_leaves=25
)


class NoBook:
    """A book without anything else in it."""

    def picture(self, _name: str) -> Picture | None:
        """No picture."""
        return None

    embedded = drawing = media = picture

    def leave_out(self, _what: str) -> None:
        """Nothing is noted."""

    def member(self, name: str) -> str | None:
        """Every document is there."""
        return name


def written(tree: Tree, count: list[int]) -> str:
    """A tree as XHTML with a word of its own at each leaf, and between elements."""
    count[0] += 1
    if tree is None:
        return f" w{count[0]}x"
    tag, children = tree
    inner = "".join(written(child, count) for child in children)
    if tag in ("br", "hr"):
        return f"<{tag}/>{inner}"
    return f'<{tag} id="{escape(tag)}{count[0]}" style="text-align:center;font-weight:bold">{inner}</{tag}>'


@given(st.lists(TREES, min_size=1, max_size=5), st.integers(200, 3_000))
def test_every_word_is_kept_once(trees: list[Tree], part_bytes: int) -> None:
    count = [0]
    source = "".join(written(tree, count) for tree in trees)
    root = etree.fromstring(f"<html><body>{source}</body></html>")
    cleaner = Cleaner("a.xhtml", Styles(()), Marks(), NoBook())
    blocks = without_gaps(cleaner.clean(root))
    pages = cut(blocks, part_bytes)
    shown = sanitised(MARK.sub("", "".join(html(block, lambda level: level) for page in pages for block in page)))
    found = WORD.findall(lxml_html.fragment_fromstring(shown, create_parent="div").text_content())
    assert sorted(found) == sorted(WORD.findall(source_text(source))), (source, shown)
    assert "\x01" not in shown


def source_text(source: str) -> str:
    return re.sub(r"<[^>]*>", " ", source)
