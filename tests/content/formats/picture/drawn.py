"""Pictures that tests draw: soft as photographs are, with everything that cameras write beside them."""

from __future__ import annotations

import hashlib
import io
import struct

from PIL import Image, TiffImagePlugin

ORIENTATION, DESCRIPTION, MAKE, ARTIST, XMP_TAG = 0x0112, 0x010E, 0x010F, 0x013B, 0x02BC
EXIF_FOLDER, GPS_FOLDER, TAKEN, SERIAL, USER_COMMENT = 0x8769, 0x8825, 0x9003, 0xA431, 0x9286
HIDDEN = "SERIAL-90210-AT-MY-HOUSE"


def noise(width: int, height: int) -> Image.Image:
    """A grey picture that packs badly, the same every time."""
    return Image.frombytes("L", (width, height), hashlib.shake_256(b"noise").digest(width * height))


def photo(width: int, height: int) -> Image.Image:
    """A soft picture in colour."""
    soft = noise(max(2, width // 40), max(2, height // 40)).resize((width, height), Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (Image.blend(soft, light, 0.6), soft, light))


def corner(width: int, height: int) -> Image.Image:
    """White, with a red quarter at the upper left: it shows which way up it is."""
    drawn = Image.new("RGB", (width, height), (255, 255, 255))
    drawn.paste((220, 0, 0), (0, 0, width // 2, height // 2))
    return drawn


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture in a format of Pillow's."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def camera_exif(
    *, description: str = "", taken: str = "", artist: str = "", orientation: int = 1, gps: bool = False
) -> Image.Exif:
    """What a phone writes: with a serial number and a comment that nobody should see."""
    made = Image.Exif()
    made[ORIENTATION], made[MAKE] = orientation, "Xiaomi"
    if description:
        made[DESCRIPTION] = description.encode()
    if artist:
        made[ARTIST] = artist.encode()
    folder = made.get_ifd(EXIF_FOLDER)
    folder[SERIAL], folder[USER_COMMENT] = HIDDEN, b"ASCII\0\0\0" + HIDDEN.encode()
    if taken:
        folder[TAKEN] = taken
    if gps:
        part = TiffImagePlugin.IFDRational
        made.get_ifd(GPS_FOLDER).update(
            {1: "N", 2: (part(21), part(19), part(38)), 3: "E", 4: (part(103), part(54), part(5))}
        )
    return made


def xmp(body: str) -> bytes:
    """An XMP packet with these fields."""
    spaces = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    )
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>'
        f'<rdf:Description rdf:about="">{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def iptc(fields: dict[int, str]) -> bytes:
    """A Photoshop segment of a JPEG with fields of IPTC's second record."""
    values = {number: text.encode() for number, text in fields.items()}
    data = b"".join(b"\x1c\x02" + struct.pack(">BH", number, len(text)) + text for number, text in values.items())
    data += b"\0" * (len(data) % 2)
    body = b"Photoshop 3.0\x00" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def with_segment(jpeg: bytes, segment: bytes) -> bytes:
    """A JPEG with a segment right behind its beginning."""
    return jpeg[:2] + segment + jpeg[2:]
