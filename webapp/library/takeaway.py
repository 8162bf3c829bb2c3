"""Mang về đọc: a record, or one part of it, as one file that any phone opens at home."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, ClassVar

from flask import Response, abort

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.holdings import AS_IT_IS, HomePictures
from content.layout.home_copy import CopiedPart, CopyWords, home_copy
from content.records import Manner, Part, Record
from content.translations import gettext, megabytes
from webapp.library.bar import no_such_page
from webapp.library.file import disposition
from webapp.library.lists import part_name
from webapp.library.sending import send_blob
from webapp.library.visit import Pages, Visit
from webapp.library.words import rights_words
from webapp.shell.frame import Page, View
from webapp.shell.headers import FRESH, HOME_COPY_POLICY
from webapp.shell.in_app import is_in_app

HTML = "text/html; charset=utf-8"
NAME_MOST = 60
_EMBEDDED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml"})
pages = Pages("takeaway", __name__)


@dataclass(frozen=True)
class TakeawayView(View):
    """What is taken along, and how large it is.

    Attributes:
        title: of the record. part: title of the one part, "" for all. size: in words. pictures: how many are in it.
        left_out: pictures that are not made yet, or cannot be made small. is_in_app: the page stands within an app.
        file: the way to it. record: the way back. whole: the way to all of it, "" where this is that.
    """

    template: ClassVar[str] = "takeaway/takeaway.html"
    title: str
    part: str
    size: str
    pictures: int
    left_out: int
    is_in_app: bool
    file: str
    record: str
    whole: str


@pages.page(Noun.TAKEAWAY)
def takeaway(visit: Visit) -> Page:
    """The page that says what is taken along.

    Raises:
        NotFound, Gone: the record is not there, or may not be taken home.
        NoSuchPageError: it has no such part.
    """
    shown, parts = _wanted(visit)
    copy = HomeCopy(visit, shown, parts)
    with tempfile.TemporaryFile(dir=visit.scratch) as file:
        copy.write(file)
        size = file.tell()
    address = visit.address
    whole = replace(address, part=0) if address.part and shown.parts > 1 else None
    view = TakeawayView(
        title=shown.record.title,
        part=(parts[0].title or part_name(parts[0].number)) if address.part else "",
        size=megabytes(size),
        pictures=copy.pictures,
        left_out=copy.left_out,
        is_in_app=is_in_app(visit.request.headers.get("User-Agent", "")),
        file=visit.link(replace(address, noun=Noun.TAKEN)),
        record=visit.record_link(shown.record.kind, shown.record.id),
        whole=visit.link(whole) if whole else "",
    )
    return Page(view=view, title=gettext("Mang về đọc"), is_open=not shown.record.rights.is_restricted)


@pages.page(Noun.TAKEN)
def taken(visit: Visit) -> Response:
    """The file. It is put together in a file of its own, so that a long book costs no memory.

    Raises:
        NotFound, Gone, NoSuchPageError: as `takeaway`.
    """
    shown, parts = _wanted(visit)
    with tempfile.NamedTemporaryFile(dir=visit.scratch) as file:
        digest = HomeCopy(visit, shown, parts).write(file)
        file.flush()
        # Opened before it goes from its folder, so it is there until it is sent.
        response = send_blob(
            visit.request, Path(file.name), digest, media_type=HTML, cache=FRESH, policy=HOME_COPY_POLICY
        )
    if response.status_code in {200, 206}:
        response.headers["Content-Disposition"] = disposition(f"{_name(shown, parts, visit.address)}.html")
    return response


def may_be_taken(said: Record, first: Part | None) -> bool:
    """Whether a record can be taken home as text."""
    return first is not None and first.manner is Manner.TEXT and not first.width and said.rights.may_download


def takeaway_link(visit: Visit, said: Record, part: int = 0) -> str:
    """The way to what is taken along.

    Args:
        part: one of it; 0 for all.
    """
    return visit.link(Address(noun=Noun.TAKEAWAY, kind=said.kind, record=said.id, part=part))


def _wanted(visit: Visit) -> tuple[Shown, tuple[Part, ...]]:
    shown, number = visit.shown(), visit.address.part
    if not may_be_taken(shown.record, visit.catalogue.part(shown.record.id, 1)):
        abort(404)
    found = visit.catalogue.parts(shown.record.id, first=number or 1, most=1 if number else -1)
    parts = tuple(part for part in found if part.manner is Manner.TEXT)
    if not parts:
        raise no_such_page(shown, visit)
    return shown, parts


def _name(shown: Shown, parts: tuple[Part, ...], address: Address) -> str:
    title = shown.record.title
    if address.part:
        title = f"{title} - {parts[0].title or part_name(parts[0].number)}"
    plain = "".join(sign if sign.isalnum() or sign in " -_.," else " " for sign in title)
    return " ".join(plain.split())[:NAME_MOST].strip(" .") or "tai-lieu"


class HomeCopy:
    """The file of a record.

    Attributes:
        pictures: how many are in it. left_out: how many are not; both once it was written.
    """

    def __init__(self, visit: Visit, shown: Shown, parts: tuple[Part, ...]) -> None:
        self._visit = visit
        self._said = shown.record
        self._parts = parts
        self._small = HomePictures(visit.made)
        self.pictures = 0
        self.left_out = 0

    def write(self, file: IO[bytes]) -> str:
        """Writes it.

        Returns:
            A digest of it.

        Raises:
            LibraryDamagedError: a part of it is not what it was.
        """
        digest = hashlib.sha256()
        titles = [(part.number, part.title or part_name(part.number)) for part in self._parts]
        pieces = home_copy(self._said, self._bodies(), titles=titles, picture=self._picture, words=self._words())
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        return digest.hexdigest()

    def _bodies(self) -> Iterator[CopiedPart]:
        for part in self._parts:
            body = self._visit.blobs.read(part.body).decode("utf-8")
            yield CopiedPart(number=part.number, title=part.title or part_name(part.number), body=body)

    def _words(self) -> CopyWords:
        rights = rights_words(self._said.rights, self._said.kind)
        return CopyWords(
            contents=gettext("Mục lục"),
            missing=gettext("Hình"),
            colophon=(gettext("Lấy từ %(library)s.") % {"library": self._visit.library_name}, *rights),
            language=self._visit.address.language,
        )

    def _picture(self, name: str) -> str:
        found = self._visit.catalogue.resource(self._said.id, name)
        data, media_type = b"", "image/jpeg"
        if found is not None and found.media_type in _EMBEDDED:
            path = self._visit.sound(found.blob)
            if path.stat().st_size <= AS_IT_IS or found.media_type == "image/svg+xml":
                data, media_type = self._visit.blobs.read(found.blob), found.media_type
            else:
                data = self._small.read(name) or b""
        self.pictures += bool(data)
        self.left_out += not data
        return f"data:{media_type};base64,{base64.b64encode(data).decode()}" if data else ""
