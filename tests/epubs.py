"""Books made for tests: sound EPUB 3 (with an NCX for EPUB 2 readers), and as odd as a test wants them."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
TYPES = {
    "xhtml": "application/xhtml+xml", "html": "application/xhtml+xml", "css": "text/css", "png": "image/png",
    "jpg": "image/jpeg", "svg": "image/svg+xml",
    "ncx": "application/x-dtbncx+xml", "otf": "font/otf", "ttf": "font/ttf",
    "mp3": "audio/mpeg", "json": "application/json",
}  # fmt: skip
METADATA = (
    "<dc:title>Sách mẫu</dc:title><dc:creator>Nguyễn Văn A</dc:creator><dc:language>vi</dc:language>"
    '<dc:identifier id="uid">urn:uuid:12345678-1234-1234-1234-123456789abc</dc:identifier>'
)
PROSE = "Ngày xửa ngày xưa, ở một bản nhỏ bên dòng suối, có hai anh em nhà nọ rất thương yêu nhau."

SYLLABLES = [
    "nước",
    "nhà",
    "dân",
    "bản",
    "rừng",
    "suối",
    "nương",
    "lúa",
    "ngô",
    "trâu",
    "bò",
    "người",
    "già",
    "trẻ",
    "học",
    "chữ",
    "đường",
    "xa",
    "núi",
    "cao",
    "mưa",
    "nắng",
    "sương",
    "sớm",
    "chiều",
    "tối",
    "hát",
    "múa",
    "khèn",
    "chợ",
    "phiên",
    "vải",
    "thổ",
    "cẩm",
    "hoa",
    "ban",
    "trắng",
    "mùa",
    "xuân",
    "gió",
    "lạnh",
    "bếp",
    "lửa",
    "đêm",
    "trăng",
    "chuyện",
    "kể",
    "ông",
    "bà",
    "cha",
    "mẹ",
]

Chapter = str | bytes | tuple[str, str | bytes]
"""The inside of a body; a whole document if it begins with `<?xml` or `<!DOCTYPE`; with a file name, a pair."""


def prose(number: int, words: int = 60) -> str:
    """A paragraph unlike others, so that it compresses as real text does.

    Args:
        number: tells it from others.
        words: how many.
    """
    digest = hashlib.shake_256(str(number).encode()).digest(words)
    return " ".join(SYLLABLES[byte % len(SYLLABLES)] for byte in digest).capitalize() + "."


def png(width: int = 4, height: int = 3) -> bytes:
    """A small sound PNG, one colour.

    Args:
        width: in pixels.
        height: in pixels.
    """

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def document(body: str, *, title: str = "", head: str = "", attributes: str = "", body_attributes: str = "") -> str:
    """A sound XHTML document around the inside of a body.

    Args:
        body: XHTML.
        title: of the document.
        head: further elements of its head.
        attributes: of its root element.
        body_attributes: of its body.
    """
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" {attributes}><head><title>{escape(title)}</title>{head}</head>'
        f"<body {body_attributes}>{body}</body></html>"
    )


def nav(lines: Sequence[tuple[int, str, str]]) -> str:
    """A navigation document.

    Args:
        lines: depth, title and address of each.
    """
    pieces = []
    depth = -1
    for level, title, href in lines:
        pieces.append("<ol>" * (level - depth) if level > depth else "</li>" + "</ol></li>" * (depth - level))
        pieces.append(f'<li><a href="{escape(href)}">{escape(title)}</a>')
        depth = level
    closing = "</li></ol>" * (depth + 1)
    return document(f'<nav epub:type="toc">{"".join(pieces)}{closing}</nav>')


def ncx(lines: Sequence[tuple[int, str, str]]) -> str:
    """An NCX, for EPUB 2.

    Args:
        lines: depth, title and address of each.
    """
    pieces = []
    depth = -1
    for level, title, href in lines:
        pieces.append("</navPoint>" * (depth - level + 1) if level <= depth else "")
        pieces.append(
            f'<navPoint id="n{len(pieces)}"><navLabel><text>{escape(title)}</text></navLabel>'
            f'<content src="{escape(href)}"/>'
        )
        depth = level
    body = "".join(pieces) + "</navPoint>" * (depth + 1)
    head = '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
    return f"{head}<navMap>{body}</navMap></ncx>"


def make_epub(
    path: Path,
    *,
    chapters: Sequence[Chapter] = (f"<h1>Chương một</h1><p>{PROSE}</p>",),
    metadata: str = METADATA,
    files: Mapping[str, str | bytes] | None = None,
    contents: Sequence[tuple[int, str, str]] | None = None,
    version: str = "3.0",
    manifest_extra: str = "",
    spine_extra: str = "",
    spine_attributes: str = "",
    opf_extra: str = "",
    replace: Mapping[str, str | bytes | None] | None = None,
) -> Path:
    """Writes a book.

    Args:
        path: where.
        chapters: in reading order; files are `c1.xhtml`, `c2.xhtml` … where they are not named.
        metadata: inside of the package's metadata.
        files: further files under `OEBPS/`, listed in the manifest by their name.
        contents: depth, title and address of the lines of the contents; None: one for each chapter; (): none at all.
        version: "3.0" writes a navigation document, "2.0" an NCX.
        manifest_extra: further items, `spine_extra` further itemrefs, `opf_extra` what follows the spine.
        spine_attributes: of the spine.
        replace: members put in place of what was made, by full name; None leaves one out.
    """
    named = [
        chapter if isinstance(chapter, tuple) else (f"c{n}.xhtml", chapter) for n, chapter in enumerate(chapters, 1)
    ]
    lines = [(0, f"Phần {n}", name) for n, (name, _) in enumerate(named, 1)] if contents is None else contents
    members: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    members |= {f"OEBPS/{name}": _whole(text) for name, text in named}
    members |= {f"OEBPS/{name}": data for name, data in (files or {}).items()}
    items = [_item(f"c{n}", name) for n, (name, _) in enumerate(named, 1)]
    items += [_item(f"f{n}", name) for n, name in enumerate(files or {}, 1)]
    if lines and version.startswith("3"):
        members["OEBPS/nav.xhtml"] = nav(lines)
        items.append('<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>')
    elif lines:
        members["OEBPS/toc.ncx"] = ncx(lines)
        items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
        spine_attributes += ' toc="ncx"'
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(named) + 1))
    members["OEBPS/content.opf"] = (
        f'<?xml version="1.0"?>'
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="uid">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{''.join(items)}{manifest_extra}</manifest>"
        f"<spine {spine_attributes}>{spine}{spine_extra}</spine>{opf_extra}</package>"
    )
    changed = members | dict(replace or {})
    path.write_bytes(_zipped({name: data for name, data in changed.items() if data is not None}))
    return path


def _whole(text: str | bytes) -> str | bytes:
    if isinstance(text, bytes) or text.startswith(("<?xml", "<!DOCTYPE", "<html", "<svg")) or not text:
        return text
    return document(text)


def _item(name: str, href: str) -> str:
    media_type = TYPES.get(href.rpartition(".")[2], "application/octet-stream")
    return f'<item id="{name}" href="{escape(href)}" media-type="{media_type}"/>'


def _zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, compress_type=kind)
    return out.getvalue()
