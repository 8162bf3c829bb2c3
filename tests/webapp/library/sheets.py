"""A library of what is looked at page by page: a PDF with letters and a scan, an album, a comic from right to left."""

from __future__ import annotations

from collections.abc import Collection

from content.catalogue import Publication
from content.library import Library
from content.records import (
    Bytes,
    ContentsEntry,
    Direction,
    Item,
    Kind,
    Manner,
    Part,
    Passage,
    Resource,
    Rights,
    RightsClass,
)
from tests.content.libraries import OWN, hold, put, record
from tests.epubs import png
from tests.pdfs import Leaf, Pdf, Words

BOOK = f"/tai-lieu/{OWN}/ngo"
RENTED = f"/tai-lieu/{OWN}/thue"
SCANNED = f"/tai-lieu/{OWN}/quet"
BROKEN = f"/tai-lieu/{OWN}/hong"
ALBUM = f"/anh/{OWN}/ban-lan"
COMIC = f"/sach/{OWN}/truyen"
OPEN = Rights(rights_class=RightsClass.PUBLIC_DOMAIN)
TEXT = "<h2>Làm băng cây chắn đất</h2><p>Trên nương dốc, mỗi trận mưa cuốn đi một lớp đất mặt.</p>"
PAGES = 5
SCAN = 4
"""The page of the book that was only photographed."""


def fill_with_sheets(library: Library) -> None:
    """Puts them into a library."""
    put(
        library,
        _book(library, "ngo", "Sổ tay trồng ngô", OPEN, _pdf(PAGES)),
        _book(library, "thue", "Sách thuê", Rights(rights_class=RightsClass.LICENSED), _pdf(2)),
        _book(library, "hong", "Sách hỏng", OPEN, b"%PDF-1.4 and nothing more"),
        _book(library, "quet", "Sách quét", OPEN, _pdf(PAGES), scanned=range(1, PAGES + 1)),
        _album(library),
        _comic(library),
    )


def _pdf(pages: int) -> bytes:
    return Pdf([Leaf((Words(f"Page {n} of maize", helvetica=True, size=30),)) for n in range(1, pages + 1)]).data()


def _book(
    library: Library, local: str, title: str, rights: Rights, data: bytes, *, scanned: Collection[int] = (SCAN,)
) -> Publication:
    item = Item(sha256=hold(library, data), size=Bytes(len(data)), media_type="application/pdf", name=f"{local}.pdf")
    written, empty = hold(library, TEXT.encode()), hold(library, b"")
    parts = tuple(
        Part(
            number=n,
            title="",
            body=empty if n in scanned else written,
            characters=0 if n in scanned else 60,
            manner=Manner.PAGE,
            page=n,
            width=595,
            height=842,
        )
        for n in range(1, PAGES + 1)
    )
    one = record(local, title=title, kind=Kind.DOCUMENT, rights=rights, items=(item,), language="vi")
    passages = (Passage(part=2, place="", heading="", text="Trên nương dốc, mỗi trận mưa"),)
    contents = (ContentsEntry(depth=0, title="Chắn đất", part=2), ContentsEntry(depth=0, title="Sau thu", part=3))
    return Publication(record=one, parts=parts, passages=passages, contents=contents if local == "thue" else ())


def _picture(library: Library, width: int, height: int) -> Resource:
    blob = hold(library, png(width, height))
    return Resource(name=f"{blob[:16]}.png", media_type="image/png", blob=blob, width=width, height=height)


def _album(library: Library) -> Publication:
    shown, large, small = (_picture(library, *size) for size in ((40, 30), (80, 60), (8, 6)))
    items = tuple(
        Item(sha256=hold(library, png(100 + n, 75)), size=Bytes(1), media_type="image/png", name=f"{n}.png")
        for n in range(3)
    )
    caption = hold(library, "<p>Suối Nậm La mùa nước</p>".encode())
    parts = tuple(
        Part(
            number=n,
            title=f"Ảnh suối {n}",
            body=caption if n == 1 else hold(library, b""),
            characters=17 if n == 1 else 0,
            manner=Manner.PICTURE,
            item=n - 1,
            picture=shown.name,
            large=large.name if n < 3 else "",
            small=small.name,
            width=40,
            height=30,
        )
        for n in range(1, 4)
    )
    one = record("ban-lan", title="Bản Lạn", kind=Kind.PICTURE, rights=OPEN, items=items, language="vi")
    return Publication(record=one, parts=parts, resources=(shown, large, small))


def _comic(library: Library) -> Publication:
    shown = _picture(library, 30, 40)
    file = Item(
        sha256=hold(library, b"a comic"), size=Bytes(7), media_type="application/vnd.comicbook+zip", name="truyen.cbz"
    )
    empty = hold(library, b"")
    parts = tuple(
        Part(number=n, title="", body=empty, manner=Manner.PICTURE, picture=shown.name, width=30, height=40)
        for n in range(1, 4)
    )
    one = record("truyen", title="Truyện tranh", rights=OPEN, items=(file,), direction=Direction.RTL)
    return Publication(record=one, parts=parts, resources=(shown,))
