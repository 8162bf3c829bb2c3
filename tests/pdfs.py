"""PDF files written by hand for tests: pages of text, of a picture or of nothing, outline, labels, boxes, encryption.

Text stands in a font that is not in the file and says by a ToUnicode map what its codes mean; pages that are drawn use
Helvetica, which PDFium brings along.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

A4 = (0.0, 0.0, 595.0, 842.0)
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""ISO 32000-1 §7.6.3.3, algorithm 2, step a."""


@dataclass(frozen=True)
class Words:
    """A line of text: where it begins, how large it is; in Helvetica only ASCII, and ế."""

    text: str
    left: float = 72.0
    bottom: float = 700.0
    size: float = 12.0
    helvetica: bool = False


@dataclass(frozen=True)
class Leaf:
    """A page: what is written on it, a grey picture over all of it, PDF operators of its own."""

    words: tuple[Words, ...] = ()
    grey: bytes = b""
    side: int = 0
    drawn: str = ""
    box: str = " ".join(map(str, A4))
    crop: str = ""
    turned: int = 0
    without_map: bool = False


@dataclass
class Pdf:
    """A file being put together.

    Attributes:
        outline: titles and the pages they lead to, from 1, at one level; a loop where `outline_loops`.
        password: of the user; None writes the file open. "" encrypts it so that everybody may open it.
    """

    pages: list[Leaf]
    info: dict[str, str] = field(default_factory=dict)
    xmp: str = ""
    outline: tuple[tuple[str, int], ...] = ()
    outline_loops: bool = False
    labels: str = ""
    language: str = ""
    password: str | None = None
    count: int | None = None
    before: bytes = b""

    def write(self, path: Path) -> Path:
        """Writes the file, and gives its path back."""
        path.write_bytes(self.data())
        return path

    def data(self) -> bytes:
        """The bytes of the file."""
        objects = _Objects(self)
        return self.before + objects.joined()


class _Objects:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._bodies: list[bytes] = []
        self._id = hashlib.md5(b"tusach", usedforsecurity=False).digest()
        self._key, self._owner = _keys(pdf.password, self._id) if pdf.password is not None else (b"", b"")
        self._root = self._add(b"")
        self._tree = self._add(b"")
        fonts = (self._font(mapped=True), self._font(mapped=False))
        plain = self._add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[128/uni1EBF]>>>>")
        self._kids = [self._page(leaf, fonts[leaf.without_map], plain) for leaf in pdf.pages]
        count = pdf.count if pdf.count is not None else len(self._kids)
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        self._bodies[self._tree - 1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
        self._bodies[self._root - 1] = self._catalogue()
        entries = b"".join(b"/%s %s" % (key.encode(), self._text(text)) for key, text in pdf.info.items())
        self._info = self._add(b"<<%s>>" % entries)

    def _add(self, body: bytes) -> int:
        self._bodies.append(body)
        return len(self._bodies)

    def _next(self) -> int:
        return len(self._bodies) + 1

    def _text(self, text: str) -> bytes:
        data = b"\xfe\xff" + text.encode("utf-16-be")
        return b"<%s>" % self._sealed(data, self._next()).hex().encode()

    def _sealed(self, data: bytes, number: int) -> bytes:
        """Bytes as the object of a number holds them (ISO 32000-1 §7.6.2, algorithm 1)."""
        if not self._key:
            return data
        key = hashlib.md5(self._key + struct.pack("<I", number)[:3] + b"\0\0", usedforsecurity=False).digest()
        return _rc4(key[: len(self._key) + 5], data)

    def _stream(self, data: bytes, extra: bytes = b"") -> int:
        sealed = self._sealed(data, self._next())
        return self._add(b"<</Length %d%s>>stream\n%s\nendstream" % (len(sealed), extra, sealed))

    def _font(self, *, mapped: bool) -> int:
        """A font whose codes are UTF-16, or mean nothing."""
        rows = (b"<%02x00> <%02xff> <%02x00>" % (high, high, high) for high in range(256))
        blocks = b"".join(
            b"%d beginbfrange\n%s\nendbfrange\n" % (len(some), b"\n".join(some)) for some in _hundreds(rows)
        )
        cmap = b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange\n<0000> <ffff>\n"
        means = (
            b"/ToUnicode %d 0 R" % self._stream(cmap + b"endcodespacerange\n" + blocks + b"endcmap end")
            if mapped
            else b""
        )
        described = self._add(
            b"<</Type/FontDescriptor/FontName/Nowhere/Flags 4/Ascent 800/Descent -200/ItalicAngle 0>>"
        )
        below = self._add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Nowhere/DW 500/FontDescriptor %d 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>" % described
        )
        return self._add(
            b"<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/Identity-H/DescendantFonts[%d 0 R]%s>>"
            % (below, means)
        )

    def _page(self, leaf: Leaf, font: int, plain: int) -> int:
        picture = b""
        content = leaf.drawn.encode()
        if leaf.grey:
            what = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (
                leaf.side,
                len(leaf.grey) // leaf.side,
            )
            picture = b"/XObject<</P %d 0 R>>" % self._stream(zlib.compress(leaf.grey), what + b"/Filter/FlateDecode")
            content += b" q 595 0 0 842 0 0 cm /P Do Q"
        for words in leaf.words:
            codes = (
                words.text.replace("ế", "\x80").encode("latin-1") if words.helvetica else words.text.encode("utf-16-be")
            )
            said = codes.hex().encode()
            name = b"H" if words.helvetica else b"F"
            content += b"\nBT /%s %g Tf %g %g Td <%s> Tj ET" % (name, words.size, words.left, words.bottom, said)
        stream = self._stream(content)
        crop = b"/CropBox[%s]" % leaf.crop.encode() if leaf.crop else b""
        return self._add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[%s]%s/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F %d 0 R/H %d 0 R>>%s>>>>"
            % (self._tree, leaf.box.encode(), crop, leaf.turned, stream, font, plain, picture)
        )

    def _catalogue(self) -> bytes:
        pdf = self._pdf
        body = b"<</Type/Catalog/Pages %d 0 R" % self._tree
        if pdf.outline:
            body += b"/Outlines %d 0 R" % self._outline()
        if pdf.labels:
            body += b"/PageLabels<</Nums[%s]>>" % pdf.labels.encode()
        if pdf.xmp:
            body += b"/Metadata %d 0 R" % self._stream(pdf.xmp.encode(), b"/Type/Metadata/Subtype/XML")
        if pdf.language:
            body += b"/Lang(%s)" % pdf.language.encode()
        return body + b">>"

    def _outline(self) -> int:
        first = self._next()
        root = first + len(self._pdf.outline)
        for index, (title, page) in enumerate(self._pdf.outline):
            is_last = index == len(self._pdf.outline) - 1
            onward = first if is_last and self._pdf.outline_loops else first + index + 1
            after = b"" if is_last and not self._pdf.outline_loops else b"/Next %d 0 R" % onward
            place = b"/Dest[%d 0 R/Fit]" % self._kids[page - 1] if page else b""
            self._add(b"<</Title %s/Parent %d 0 R%s%s>>" % (self._text(title), root, place, after))
        return self._add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first, root - 1))

    def joined(self) -> bytes:
        """The file: objects, their places, and where reading begins."""
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self._bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer<</Size %d/Root %d 0 R/Info %d 0 R" % (len(places) + 1, self._root, self._info)
        if self._key:
            checked = _rc4(self._key, _PADDING)
            out += b"/ID[<%s><%s>]" % ((self._id.hex().encode(),) * 2)
            out += b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
                self._owner.hex().encode(),
                checked.hex().encode(),
            )
        return bytes(out + b">>\nstartxref\n%d\n%%%%EOF\n" % start)


def _keys(password: str, identity: bytes) -> tuple[bytes, bytes]:
    """Key of a file and what it says of its owner (ISO 32000-1 §7.6.3.3, algorithms 2 and 3; 40 bits)."""
    padded = (password.encode("latin-1") + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    made = hashlib.md5(padded + owner + struct.pack("<i", -4) + identity, usedforsecurity=False)
    return made.digest()[:5], owner


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    other = 0
    for index in range(256):
        other = (other + state[index] + key[index % len(key)]) % 256
        state[index], state[other] = state[other], state[index]
    out = bytearray()
    one = other = 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(out)


def _hundreds(rows: Iterable[bytes]) -> Iterable[list[bytes]]:
    """Rows in blocks of at most a hundred, as maps must be written."""
    block: list[bytes] = []
    for row in rows:
        block.append(row)
        if len(block) == 100:
            yield block
            block = []
    yield block


def paragraph(
    *lines: str, left: float = 72.0, top: float = 760.0, step: float = 16.0, size: float = 12.0
) -> tuple[Words, ...]:
    """Lines of text one below the other."""
    return tuple(Words(line, left, top - step * index, size) for index, line in enumerate(lines))
