"""The pictures, sounds and films that documents show, each taken out once, when something shows it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from lxml import etree
from lxml.etree import _Element

from content.formats.archive import MemberError
from content.formats.flow.members import Members
from content.formats.flow.picture_size import size_of
from content.formats.flow.surroundings import Picture
from content.formats.pictures import PictureError, cover, prepare, prepare_svg, write_resource
from content.formats.reading import ReadLimits, ReadResource, Refusal, RefusedError
from content.formats.xml import XLINK

_DATA = re.compile(r"^data:image/(?:png|jpe?g|gif|webp)(;[a-z0-9=;-]*)?,", re.IGNORECASE)
_DATA_LENGTH = 4 << 20
_MEDIA_BYTES = 32 << 20
_MEDIA = (
    (lambda head: head.startswith((b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")), "mp3", "audio/mpeg"),
    (lambda head: head.startswith((b"\xff\xf1", b"\xff\xf9")), "aac", "audio/aac"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE", "wav", "audio/wav"),
    (lambda head: head[4:8] == b"ftyp" and head[8:11] == b"M4A", "m4a", "audio/mp4"),
    (lambda head: head[4:8] == b"ftyp", "mp4", "video/mp4"),
    (lambda head: head.startswith(b"OggS"), "ogg", "audio/ogg"),
    (lambda head: head.startswith(b"\x1aE\xdf\xa3"), "webm", "video/webm"),
)  # type: tuple[tuple[Callable[[bytes], bool], str, str], ...]
_NOTES = 40


class Shelf:
    """What documents of one file ask for (`Surroundings`), and the resources that came of it."""

    def __init__(self, members: Members, scratch: Path, limits: ReadLimits, notes: list[str]) -> None:
        self._members = members
        self._scratch = scratch
        self._limits = limits
        self._notes = notes
        self._pictures: dict[str, Picture | None] = {}
        self._media: dict[str, tuple[str, str] | None] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._found: dict[str, str | None] = {}
        self.resources: dict[str, ReadResource] = {}
        self.has_left_out = False

    def member(self, name: str) -> str | None:
        """The name a member of the archive really has, None if there is none."""
        if name not in self._found:
            self._found[name] = self._members.find(name) if name else None
        return self._found[name]

    def picture(self, name: str) -> Picture | None:
        """The picture of a member, None if it cannot be shown."""
        found = self.member(name)
        if found is None:
            return None
        if found not in self._pictures:
            self._pictures[found] = self._prepared(found)
        return self._pictures[found]

    def embedded(self, address: str) -> Picture | None:
        """The picture in a `data:` address, None if it cannot be shown."""
        match = _DATA.match(address)
        if match is None or len(address) > _DATA_LENGTH:
            return None
        key = f"data:{hashlib.sha256(address.encode()).hexdigest()}"
        if key not in self._pictures:
            rest = address[match.end() :]
            try:
                data = (
                    base64.b64decode(unquote_to_bytes(rest))
                    if "base64" in (match[1] or "").lower()
                    else unquote_to_bytes(rest)
                )
            except (binascii.Error, ValueError):
                data = b""
            self._pictures[key] = self._kept(
                lambda: prepare(data, self._scratch, self._limits), "a picture in the text"
            )
        return self._pictures[key]

    def drawing(self, svg: _Element) -> Picture | None:
        """The picture of an inline SVG, None if it cannot be shown."""
        data = etree.tostring(svg, encoding="utf-8", with_tail=False)
        if b"xmlns=" not in data[:2_000]:
            data = data.replace(
                b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="' + XLINK.encode() + b'"', 1
            )
        return self._kept(lambda: prepare_svg(data, self._scratch, self._limits), "a drawing in the text")

    def media(self, name: str) -> tuple[str, str] | None:
        """Resource name and media type of a sound or film in the book, None if it cannot be played."""
        found = self.member(name)
        if found is None:
            return None
        if found not in self._media:
            self._media[found] = self._played(found)
        return self._media[found]

    def leave_out(self, what: str) -> None:
        """Notes for technicians that something of the book is not shown."""
        self._note(f"{what} is not shown")

    def natural_size(self, name: str) -> tuple[int, int]:
        """Width and height in pixels that a picture has in the book, zeros if unknown."""
        found = self.member(name)
        if found is None:
            return 0, 0
        if found not in self._sizes:
            data = self._data(found)
            self._sizes[found] = size_of(data) if data is not None else (0, 0)
        return self._sizes[found]

    def cover(self, name: str) -> str:
        """The name of the resource that is the cover picture, made from a member; "" if it cannot be."""
        data = self._data(name)
        made = self._kept(lambda: cover(data, self._scratch, self._limits), name) if data is not None else None
        return made.name if made is not None else ""

    def add(self, resource: ReadResource) -> str:
        """Keeps a resource; returns its name."""
        self.resources.setdefault(resource.name, resource)
        return resource.name

    def _prepared(self, name: str) -> Picture | None:
        data = self._data(name)
        if data is None:
            return None
        make = prepare_svg if name.lower().endswith((".svg", ".svgz")) else prepare
        return self._kept(lambda: make(data, self._scratch, self._limits), name)

    def _played(self, name: str) -> tuple[str, str] | None:
        if self._members.size(name) > _MEDIA_BYTES:
            self._note(f"{name[:120]!a} is too large to be played from a page")
            return None
        data = self._data(name)
        for fits, ending, media_type in _MEDIA:
            if data is not None and fits(data[:16]):
                return self.add(write_resource(data, ending, media_type, self._scratch)), media_type
        self._note(f"{name[:120]!a} is of no kind that phones play")
        return None

    def _data(self, name: str) -> bytes | None:
        """The bytes of a member, None where they cannot be had: a book is read without one picture.

        Raises:
            RefusedError: the archive as a whole has cost too much.
        """
        try:
            return self._members.read(name)
        except MemberError as error:
            self._note(str(error))
            return None

    def _kept(self, make: Callable[[], ReadResource | None], what: str) -> Picture | None:
        try:
            resource = make()
        except (PictureError, RefusedError) as error:
            if (
                isinstance(error, RefusedError)
                and error.refusal is not Refusal.UNSAFE_XML
                and error.refusal is not Refusal.DAMAGED
            ):
                raise
            self._note(f"{what[:120]!a} is not shown: {error}")
            return None
        if resource is None:
            self._note(f"{what[:120]!a} is not shown")
            return None
        self.add(resource)
        return Picture(resource.name, resource.width, resource.height)

    def _note(self, line: str) -> None:
        self.has_left_out = True
        if len(self._notes) < _NOTES:
            self._notes.append(line[:300])
