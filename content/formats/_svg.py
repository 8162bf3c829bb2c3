"""SVG pictures by an explicit list of what they may hold: shapes, text, colours, and nothing that acts or fetches."""

from __future__ import annotations

import base64
import io
import re
import warnings
from typing import cast

from lxml import etree
from PIL import Image

from content.formats.reading import ReadLimits, RefusedError
from content.formats.xml import XLINK, parse_xml

SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    {"svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
     "text", "tspan", "image", "linearGradient", "radialGradient", "stop", "clipPath", "title", "desc", "switch",
     "a", "style"}
)  # fmt: skip
_PRESENTATION = frozenset(
    {"fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
     "stroke-opacity", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display",
     "visibility", "clip-path", "clip-rule", "font-family", "font-size", "font-style", "font-weight",
     "font-variant", "text-anchor", "text-decoration", "dominant-baseline", "baseline-shift", "letter-spacing",
     "word-spacing", "stop-color", "stop-opacity", "vector-effect", "writing-mode", "direction", "overflow",
     "paint-order"}
)  # fmt: skip
_GEOMETRY = frozenset(
    {"id", "class", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy",
     "rotate", "points", "width", "height", "viewBox", "preserveAspectRatio", "transform", "gradientTransform",
     "gradientUnits", "spreadMethod", "clipPathUnits", "offset", "textLength", "lengthAdjust", "pathLength",
     "version"}
)  # fmt: skip
_FUNCTIONS = frozenset(
    {"rgb", "rgba", "hsl", "hsla", "matrix", "translate", "translatex", "translatey", "scale", "scalex", "scaley",
     "rotate", "skewx", "skewy"}
)  # fmt: skip
_LOCAL_URL = re.compile(r"""url\(\s*["']?#[\w.:-]+["']?\s*\)""")
_FUNCTION = re.compile(r"(?<![\w-])([\w-]*)\(")
_SUSPECT = re.compile(r"[\\@<>]|//|javascript|expression|/\*", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DATA_PICTURE = re.compile(r"^data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=\s]+)$")
_LENGTH = re.compile(r"^\s*\+?(\d{1,12}(?:\.\d{0,9})?|\.\d{1,9})(?:e[+-]?\d)?\s*(px|pt|pc|in|cm|mm|em|ex)?\s*$")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0, "ex": 8.0}
_SMALLEST = 1e-6
_ELEMENTS_MOST = 20_000
_SHAPES_MOST = 50_000
_INNER_PICTURE_BYTES = 64 << 10
_STYLE_CHARACTERS = 64 << 10


def clean_svg(data: bytes, limits: ReadLimits) -> tuple[bytes, int, int] | None:
    """An SVG made of what is on the lists above, and its width and height in CSS pixels.

    Args:
        data: the picture.
        limits: `picture_side` bounds the size it asks for, not its shapes.

    Returns:
        None where there is no picture to show: not SVG, unsafe XML, no size, or too much of everything.
    """
    try:
        root = parse_xml(data, what="picture", limits=limits)
    except RefusedError:
        return None
    if root.tag not in {f"{{{SVG}}}svg", "svg"}:
        return None
    size = _size(root, limits.picture_side)
    if size is None or sum(1 for _ in root.iter()) > _ELEMENTS_MOST:
        return None
    clean = _rebuilt(root)
    _settle_clips(clean)
    if not _settle_uses(clean):
        return None
    clean.set("viewBox", " ".join(f"{number:.9g}" for number in size[0]))
    clean.set("width", str(size[1]))
    clean.set("height", str(size[2]))
    return etree.tostring(clean, encoding="utf-8"), size[1], size[2]


def _size(root: etree._Element, side: int) -> tuple[tuple[float, float, float, float], int, int] | None:
    """The view box, and width and height in whole pixels, shrunk to `side` where larger."""
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = _view_box(root.get("viewBox", ""))
    if box is None:
        if width is None or height is None:
            return None
        box = (0.0, 0.0, width, height)
    if width is None or height is None:
        width, height = box[2], box[3]
    scale = min(1.0, side / max(width, height))
    return box, max(1, round(width * scale)), max(1, round(height * scale))


def _pixels(text: str) -> float | None:
    found = _LENGTH.match(text)
    value = float(found[1]) * _PIXELS[found[2] or "px"] if found else 0.0
    return value if value > _SMALLEST else None


def _view_box(text: str) -> tuple[float, float, float, float] | None:
    try:
        x, y, width, height = (float(number) for number in re.split(r"[\s,]+", text.strip()))
    except ValueError:
        return None
    sound = all(abs(number) < 1e9 for number in (x, y, width, height)) and min(width, height) > _SMALLEST
    return (x, y, width, height) if sound else None


def _rebuilt(root: etree._Element) -> etree._Element:
    """A new tree of listed elements and attributes only; walked without recursion, for pictures can be deep."""
    clean = etree.Element(f"{{{SVG}}}svg", nsmap=cast("dict[str, str]", {None: SVG, "xlink": XLINK}))
    _copy_attributes(root, clean)
    pending = [(child, clean) for child in reversed(root)]
    while pending:
        old, parent = pending.pop()
        name = _local_name(old)
        if name not in _ELEMENTS:
            continue
        if name == "style" and not _is_plain_style(old.text or ""):
            continue
        new = etree.SubElement(parent, f"{{{SVG}}}{'g' if name == 'a' else name}")
        new.text, new.tail = old.text, old.tail
        if name == "style":
            new.text = _CSS_COMMENT.sub("", old.text or "")
        _copy_attributes(old, new)
        pending += [(child, new) for child in reversed(old)]
    return clean


def _local_name(element: etree._Element) -> str:
    space, _, name = str(element.tag).rpartition("}")
    return name if space in {"", "{" + SVG} else ""


def _copy_attributes(old: etree._Element, new: etree._Element) -> None:
    for key, raw in old.attrib.items():
        name, value = str(key), str(raw)
        if name in _GEOMETRY or (name in _PRESENTATION and _is_plain_value(value)):
            new.set(name, value)
        elif name == "style":
            new.set("style", _plain_declarations(value))
        elif name in {"href", f"{{{XLINK}}}href"} and _may_refer(_local_name(old), value.strip()):
            new.set(f"{{{XLINK}}}href", value.strip())


def _may_refer(name: str, target: str) -> bool:
    if name == "image":
        return _is_small_picture(target)
    return name in {"use", "linearGradient", "radialGradient"} and re.fullmatch(r"#[\w.:-]+", target) is not None


def _is_small_picture(target: str) -> bool:
    found = _DATA_PICTURE.match(target)
    if found is None or len(target) > _INNER_PICTURE_BYTES * 3 // 2:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(base64.b64decode(found[1])), formats=["PNG", "JPEG"]) as picture:
                return picture.width * picture.height <= 4_000_000
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return False


def _is_plain_value(value: str) -> bool:
    rest = _LOCAL_URL.sub("", value)
    return not _SUSPECT.search(rest) and all(name.lower() in _FUNCTIONS for name in _FUNCTION.findall(rest))


def _plain_declarations(style: str) -> str:
    """Those declarations of a style attribute whose property is listed and whose value fetches nothing."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return ";".join(
        f"{name.strip()}:{value.strip()}"
        for name, _, value in pairs
        if name.strip() in _PRESENTATION and _is_plain_value(value)
    )


def _is_plain_style(css: str) -> bool:
    """Whether a style sheet holds only plain rules; one that imports, fetches or escapes is left out whole."""
    if len(css) > _STYLE_CHARACTERS:
        return False
    bare = _CSS_COMMENT.sub("", css).replace("<!--", "").replace("-->", "")
    return "<" not in bare and _is_plain_value(bare.replace(">", ""))


def _settle_clips(root: etree._Element) -> None:
    """Takes clipping away from what clips: clips of clips multiply like uses of uses."""
    for clip in root.iter(f"{{{SVG}}}clipPath"):
        for element in clip.iter():
            element.attrib.pop("clip-path", "")
            element.attrib.pop("style", "")


def _settle_uses(root: etree._Element) -> bool:
    """Takes away every use of something that itself uses; False if what is left draws too many shapes.

    Uses of uses multiply: nine levels of ten make a thousand million shapes out of one.
    """
    named = {str(element.get("id")): element for element in root.iter() if element.get("id")}
    weights: dict[str, int] = {}
    drawn = 0
    for use in list(root.iter(f"{{{SVG}}}use")):
        key = str(use.get(f"{{{XLINK}}}href", ""))[1:]
        if key not in weights:
            weights[key] = _weight(named.get(key))
        if weights[key] == 0:
            _take_out(use)
        drawn += weights[key]
    return drawn <= _SHAPES_MOST


def _weight(target: etree._Element | None) -> int:
    """Elements that a use of this draws; 0 where it may not be used."""
    if target is None or next(target.iter(f"{{{SVG}}}use"), None) is not None:
        return 0
    return sum(1 for _ in target.iter())


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
