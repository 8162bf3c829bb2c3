"""The XML files around the chapters of an EPUB 3: package document, contents (nav and ncx), container."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ._manuscript import Description
from ._typesetting import PICTURES_FOLDER, Chapter, Heading

FOLDER = "EPUB"
"""Folder of the container that holds the publication."""
PACKAGE = f"{FOLDER}/sach.opf"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

CONTAINER = f"""{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

STYLE = """body { line-height: 1.6; margin: 1em; }
h1, h2 { line-height: 1.35; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #6a7090; padding: 0.4em; text-align: left; vertical-align: top; }
blockquote { margin: 1em 0; padding: 0 0 0 1em; border-left: 4px solid #22357f; }
aside { margin-top: 1em; }
"""


def page(description: Description, chapter: Chapter) -> str:
    """A chapter as an XHTML content document (EPUB 3.3 §6.1)."""
    return _xhtml(
        description,
        title=chapter.title,
        body=f'<section epub:type="chapter" role="doc-chapter">\n{chapter.body}</section>',
    )


def navigation(description: Description, chapters: Sequence[Chapter]) -> str:
    """The contents, at most two levels deep (EPUB 3.3 §7)."""
    lines = "\n".join(_nav_line(chapter, _listed(description, chapter)) for chapter in chapters)
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="muc-luc">\n<h1>Mục lục</h1>\n<ol>\n{lines}\n</ol>\n</nav>\n'
        '<nav epub:type="landmarks" hidden="hidden">\n<h2>Các phần</h2>\n<ol>\n'
        f'<li><a epub:type="bodymatter" href="{chapters[0].stem}.xhtml">Bắt đầu đọc</a></li>\n</ol>\n</nav>'
    )
    return _xhtml(description, title="Mục lục", body=body)


def ncx(description: Description, chapters: Sequence[Chapter]) -> str:
    """The contents for older readers (OPF 2.0.1 §2.4.1)."""
    points: list[str] = []
    order = 0
    for chapter in chapters:
        order += 1
        opening = _ncx_point(order, chapter.title, f"{chapter.stem}.xhtml")
        inner = [
            _ncx_point(order + index, heading.title, f"{chapter.stem}.xhtml#{heading.anchor}") + "</navPoint>"
            for index, heading in enumerate(_listed(description, chapter), start=1)
        ]
        order += len(inner)
        points.append(opening + "".join(inner) + "</navPoint>")
    depth = 2 if any(_listed(description, chapter) for chapter in chapters) else 1
    return (
        f'{_XML}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{description.language}">\n'
        f'<head>\n<meta name="dtb:uid" content="urn:uuid:{description.uuid}"/>\n'
        f'<meta name="dtb:depth" content="{depth}"/>\n</head>\n'
        f"<docTitle><text>{escape(description.title)}</text></docTitle>\n"
        f"<navMap>\n{chr(10).join(points)}\n</navMap>\n</ncx>\n"
    )


def package(description: Description, chapters: Sequence[Chapter], pictures: Sequence[str]) -> str:
    """The package document (EPUB 3.3 §5): metadata, everything in the book, reading order."""
    manifest = [
        '<item id="muc-luc" href="muc-luc.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="ncx" href="muc-luc.ncx" media-type="application/x-dtbncx+xml"/>',
        '<item id="kieu" href="kieu.css" media-type="text/css"/>',
        *(f'<item id="c-{one.stem}" href="{one.stem}.xhtml" media-type="application/xhtml+xml"/>' for one in chapters),
        *(_picture_item(name, is_cover=name == description.cover) for name in pictures),
    ]
    spine = [f'<itemref idref="c-{one.stem}"/>' for one in chapters]
    return (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="ma" '
        f'xml:lang="{description.language}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{_metadata(description)}\n</metadata>\n'
        f"<manifest>\n{chr(10).join(manifest)}\n</manifest>\n"
        f'<spine toc="ncx">\n{chr(10).join(spine)}\n</spine>\n</package>\n'
    )


def _metadata(description: Description) -> str:
    rights = description.rights
    lines = [
        f'<dc:identifier id="ma">urn:uuid:{description.uuid}</dc:identifier>',
        f"<dc:title>{escape(description.title)}</dc:title>",
        *(f"<dc:creator>{escape(name)}</dc:creator>" for name in description.creators),
        f"<dc:language>{description.language}</dc:language>",
        f"<dc:description>{escape(description.description)}</dc:description>",
        f"<dc:publisher>{escape(description.publisher)}</dc:publisher>",
        f"<dc:date>{description.issued}</dc:date>",
        *(f"<dc:subject>{escape(word)}</dc:subject>" for word in description.keywords),
        f"<dc:rights>{escape(f'{rights.holder}. {rights.note}')}</dc:rights>",
        f'<meta property="dcterms:modified">{description.modified}</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        '<meta property="schema:accessibilityFeature">tableOfContents</meta>',
        '<meta property="schema:accessibilityFeature">alternativeText</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
    ]
    if description.cover:
        lines.append(f'<meta name="cover" content="t-{description.cover}"/>')
    return "\n".join(lines)


def _picture_item(name: str, *, is_cover: bool) -> str:
    properties = ' properties="cover-image"' if is_cover else ""
    return f'<item id="t-{name}" href="{PICTURES_FOLDER}/{name}.png" media-type="image/png"{properties}/>'


def _listed(description: Description, chapter: Chapter) -> tuple[Heading, ...]:
    return chapter.headings if description.headings_listed else ()


def _nav_line(chapter: Chapter, headings: Sequence[Heading]) -> str:
    inner = "".join(
        f'<li><a href="{chapter.stem}.xhtml#{heading.anchor}">{escape(heading.title)}</a></li>\n'
        for heading in headings
    )
    below = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    return f'<li><a href="{chapter.stem}.xhtml">{escape(chapter.title)}</a>{below}</li>'


def _ncx_point(order: int, title: str, target: str) -> str:
    label = f"<navLabel><text>{escape(title)}</text></navLabel>"
    return f'<navPoint id="n{order}" playOrder="{order}">{label}<content src="{target}"/>'


def _xhtml(description: Description, *, title: str, body: str) -> str:
    language = description.language
    return (
        f'{_XML}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{language}" lang="{language}">\n'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="kieu.css"/></head>\n<body>\n{body}\n</body>\n</html>\n'
    )
