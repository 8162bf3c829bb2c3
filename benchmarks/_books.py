"""Made books to measure with: EPUB 3 files of a wished size, text and pictures, the same bytes for the same number."""

from __future__ import annotations

import io
import math
import random
import zipfile
from pathlib import Path

from PIL import Image

CHAPTERS = 12
PICTURES = 6
_SPOT = 6
"""Pixels of a spot's side; JPEG at quality 80 then takes about so many bytes a pixel:"""
_BYTES_A_PIXEL = 0.268
_MOMENT = (1980, 1, 1, 0, 0, 0)
WORDS = """
    ba bà bản bờ cá cây chợ chữ con cơm dân dưới đất đêm đường em gạo gà giữa hát học hoa hồ khói làng lửa lúa mẹ mưa
    mường nắng nước ngày người nhà nhớ núi ông quê ruộng rừng sách sông suối thơ tiếng trăng trên tre trời vườn xa xuân
"""
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="sach.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def make_books(folder: Path, *, count: int, size: int) -> list[Path]:
    """Writes books `0001.epub` … into a folder.

    Args:
        size: of each file in bytes; met within a twentieth where it is 50,000 or more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04d}.epub" for number in range(1, count + 1)]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(make_book(number, size=size))
    return paths


def make_book(number: int, *, size: int) -> bytes:
    """One book: chapters of text take a fifth of the size, pictures the rest."""
    chance = random.Random(number)  # noqa: S311 no secret
    entries = {"META-INF/container.xml": _CONTAINER.encode(), "nav.xhtml": _contents().encode()}
    # Such text packs to about three eighths.
    letters = size // 5 * 8 // 3 // CHAPTERS
    entries |= {f"c{n}.xhtml": _chapter(chance, n, letters).encode() for n in range(1, CHAPTERS + 1)}
    entries["sach.opf"] = _package(number).encode()
    packed = len(_zip(entries, {}))
    pictures: dict[str, bytes] = {}
    for n in range(1, PICTURES + 1):
        left = size - packed - sum(map(len, pictures.values()))
        pictures[f"h{n}.jpg"] = _picture(chance, left // (PICTURES + 1 - n))
    return _zip(entries, pictures)


def _chapter(chance: random.Random, number: int, letters: int) -> str:
    paragraphs = []
    while letters > 0:
        words = chance.choices(WORDS.split(), k=chance.randint(30, 120))
        paragraphs.append(f"<p>{' '.join(words).capitalize()}.</p>")
        letters -= len(paragraphs[-1].encode())
    picture = f'<p><img src="h{number}.jpg" alt="Hình {number}"/></p>' if number <= PICTURES else ""
    return _page(f"Chương {number}", f"{picture}\n{chr(10).join(paragraphs)}")


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="vi" lang="vi"><head><title>{title}</title></head>'
        f"<body><h1>{title}</h1>\n{body}\n</body></html>"
    )


def _contents() -> str:
    lines = "".join(f'<li><a href="c{n}.xhtml">Chương {n}</a></li>' for n in range(1, CHAPTERS + 1))
    return _page("Mục lục", f'<nav epub:type="toc"><ol>{lines}</ol></nav>')


def _package(number: int) -> str:
    chapters = [
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(1, CHAPTERS + 1)
    ]
    pictures = [f'<item id="h{n}" href="h{n}.jpg" media-type="image/jpeg"/>' for n in range(1, PICTURES + 1)]
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, CHAPTERS + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="ma"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="ma">urn:tusach:made:{number}</dc:identifier><dc:title>Sách đo số {number}</dc:title>'
        '<dc:language>vi</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{''.join(chapters)}{''.join(pictures)}</manifest><spine>{spine}</spine></package>"
    )


def _picture(chance: random.Random, size: int) -> bytes:
    """A JPEG of about so many bytes: soft spots of colour, as a photograph has."""
    side = max(_SPOT, math.isqrt(max(0, int(size / _BYTES_A_PIXEL))))
    spots = max(1, side // _SPOT)
    buffer = io.BytesIO()
    picture = Image.frombytes("RGB", (spots, spots), chance.randbytes(spots * spots * 3))
    picture.resize((side, side), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _zip(entries: dict[str, bytes], pictures: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        book.writestr(zipfile.ZipInfo("mimetype", _MOMENT), b"application/epub+zip")
        for name, data in entries.items():
            book.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
        for name, data in pictures.items():
            book.writestr(zipfile.ZipInfo(name, _MOMENT), data)
    return buffer.getvalue()
