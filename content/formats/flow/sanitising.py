"""The last gate: whatever was written before, only this comes out. Explicit lists, one for each kind of page."""

from __future__ import annotations

import nh3

CLASSES = frozenset({"g", "ph", "th", "x", "ng", "cht", "ngoai", "matanh", "toan", "bangcuon", "cau", "lui"})
"""Our own classes, listed in the package's docstring."""
_TEXT = (
    "p h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd table caption thead tbody tfoot tr th td figure "
    "figcaption hr br em strong b i u s sub sup small mark q cite abbr span div a img ruby rt rp aside details summary "
    "audio video"
)
_TAGS = frozenset(_TEXT.split())
_ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload"},
}
_GONE = {"script", "style", "template", "iframe", "object", "embed", "noscript", "svg", "math", "title", "textarea"}

_reflowable = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_GONE),
    attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()} | {"div": {"aria-label"}},
    tag_attribute_values={"div": {"tabindex": {"0"}, "role": {"region"}}},
    allowed_classes={tag: set(CLASSES) for tag in _TAGS},
    url_schemes=set(),
    link_rel=None,
)

_fixed = nh3.Cleaner(
    tags=set(_TAGS) | {"section", "article", "header", "footer", "main", "nav", "wbr"},
    clean_content_tags=set(_GONE),
    attributes={**{tag: set(names) for tag, names in _ATTRIBUTES.items()}, "*": {"id", "lang", "dir", "class"}},
    url_schemes=set(),
    link_rel=None,
)


def sanitised_fixed(html: str) -> str:
    """The HTML of a fixed page; classes and ids of the book, all with a prefix, stay for its style."""
    return str(_fixed.clean(html))


def sanitised(html: str) -> str:
    """The HTML of a reflowable page with nothing in it but what the lists name."""
    return str(_reflowable.clean(html))
