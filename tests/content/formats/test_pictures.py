"""Guards what becomes of pictures: small enough for a phone, bare of metadata, and never a bomb or a script."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from content.formats.pictures import PictureError, cover, prepare, prepare_svg, thumbnail
from content.formats.reading import ReadLimits, ReadResource

LIMITS = ReadLimits()
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825
SECRET = b"21.3273N 103.9141E, at my house"


def noise(width: int, height: int) -> Image.Image:
    """A picture that packs badly, the same every time."""
    generator = hashlib.shake_256(b"noise").digest(width * height)
    return Image.frombytes("L", (width, height), generator).resize((width, height))


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *extra: bytes, rows: bytes = b"") -> bytes:
    header = png_chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(rows))
    return b"".join([b"\x89PNG\r\n\x1a\n", header, *extra, body, png_chunk(b"IEND", b"")])


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[ORIENTATION] = orientation
    made[DESCRIPTION] = SECRET.decode()
    return made


def shown(resource: ReadResource, scratch: Path) -> Image.Image:
    """The written picture, after checks that hold for all of them."""
    data = (scratch / resource.file).read_bytes()
    assert resource.name.partition(".")[0] == hashlib.sha256(data).hexdigest()[:16]
    assert len(data) <= LIMITS.picture_bytes
    assert SECRET not in data
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == (resource.width, resource.height)
    assert max(picture.size) <= LIMITS.picture_side
    assert Image.MIME[str(picture.format)] == resource.media_type
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_small_sound_picture_is_kept_byte_for_byte(tmp_path: Path, kind: str) -> None:
    data = encoded(noise(100, 150), kind)
    resource = prepare(data, tmp_path, LIMITS)
    assert (tmp_path / resource.file).read_bytes() == data
    shown(resource, tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_by_whom_a_picture_was_taken_does_not_travel_with_it(tmp_path: Path, kind: str) -> None:
    data = encoded(noise(100, 150), kind, exif=exif())
    assert SECRET in data
    bare = encoded(noise(100, 150), kind)
    resource = prepare(data, tmp_path, LIMITS)
    assert shown(resource, tmp_path).tobytes() == Image.open(io.BytesIO(bare)).convert("L").tobytes() or kind == "WEBP"
    assert not shown(resource, tmp_path).getexif()


def test_comments_in_gif_and_png_do_not_travel_either(tmp_path: Path) -> None:
    for data in (
        png(2, 2, png_chunk(b"tEXt", b"Comment\0" + SECRET), rows=b"\0\1\2\0\3\4"),
        encoded(noise(9, 9).convert("P"), "GIF") + b"XMP DataXMP" + SECRET,
        encoded(noise(9, 9), "JPEG", comment=SECRET),
    ):
        assert SECRET in data
        shown(prepare(data, tmp_path, LIMITS), tmp_path)


@pytest.mark.parametrize("size", [(200, 300), (2_000, 3_000)])
def test_a_picture_held_sideways_is_set_upright(tmp_path: Path, size: tuple[int, int]) -> None:
    resource = prepare(encoded(noise(*size), "JPEG", exif=exif(6)), tmp_path, LIMITS)
    assert resource.width > resource.height
    assert ORIENTATION not in shown(resource, tmp_path).getexif()


MODES: list[tuple[str, str]] = [
    ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "L"), ("PNG", "P"), ("PNG", "1"),
    ("PNG", "LA"), ("PNG", "RGBA"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "mode"), MODES)
def test_a_large_picture_of_every_mode_becomes_small(tmp_path: Path, kind: str, mode: str) -> None:
    grey = noise(1_500, 1_200)
    deep = grey.convert("I").point(lambda value: value * 256 + 0)
    picture = deep.convert(mode) if mode == "I;16" else grey.convert(mode)
    small = shown(prepare(encoded(picture, kind), tmp_path, LIMITS), tmp_path).convert("L")
    assert abs(sum(small.histogram()[128:]) / (small.width * small.height) - 0.5) < 0.2


@pytest.mark.parametrize("side", [500, 733, 1_000, 1_080])
def test_a_photograph_keeps_as_much_as_its_bytes_allow(tmp_path: Path, side: int) -> None:
    soft = noise(side // 6, side // 6).resize((side, side), Image.Resampling.BICUBIC)
    resource = prepare(encoded(soft.convert("RGB"), "JPEG", quality=98), tmp_path, LIMITS)
    picture = shown(resource, tmp_path)
    assert picture.info.get("progressive")
    assert (tmp_path / resource.file).stat().st_size > 0.6 * LIMITS.picture_bytes or picture.width == side


def test_transparency_survives_and_its_absence_makes_a_jpeg(tmp_path: Path) -> None:
    clear = noise(1_500, 1_500)
    see_through = Image.merge("RGBA", (clear, clear, clear, clear))
    solid = Image.merge("RGBA", (clear, clear, clear, Image.new("L", clear.size, 255)))
    small = shown(prepare(encoded(see_through, "PNG"), tmp_path, LIMITS), tmp_path)
    assert small.format == "PNG"
    assert small.convert("RGBA").getchannel("A").getextrema() != (255, 255)
    assert shown(prepare(encoded(solid, "PNG"), tmp_path, LIMITS), tmp_path).format == "JPEG"


def test_a_drawing_of_few_colours_stays_sharp(tmp_path: Path) -> None:
    drawing = Image.new("1", (3_000, 3_000), 1)
    drawing.paste(0, (0, 0, 1_500, 3_000))
    assert shown(prepare(encoded(drawing, "PNG"), tmp_path, LIMITS), tmp_path).format == "PNG"


def test_a_small_moving_picture_still_moves_and_a_large_one_shows_its_first_frame(tmp_path: Path) -> None:
    def frames(side: int) -> list[Image.Image]:
        return [noise(side, side).rotate(90 * turn).convert("P") for turn in range(4)]

    small, large = ([*frames(side)] for side in (50, 600))
    moving = encoded(small[0], "GIF", save_all=True, append_images=small[1:])
    heavy = encoded(large[0], "GIF", save_all=True, append_images=large[1:])
    assert (tmp_path / prepare(moving, tmp_path, LIMITS).file).read_bytes() == moving
    still = shown(prepare(heavy, tmp_path, LIMITS), tmp_path)
    assert getattr(still, "n_frames", 1) == 1


def test_a_photograph_cut_off_near_its_end_is_shown_and_one_cut_off_early_is_not(tmp_path: Path) -> None:
    whole = encoded(noise(300, 300), "JPEG")
    shown(prepare(whole[: len(whole) * 9 // 10], tmp_path, LIMITS), tmp_path)
    with pytest.raises(PictureError):
        prepare(whole[: len(whole) * 3 // 10], tmp_path, LIMITS)


def jpeg_that_claims(width: int, height: int) -> bytes:
    data = bytearray(encoded(Image.new("L", (8, 8)), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">2H", height, width)
    return bytes(data)


BAD = {
    "png-lie": png(65_535, 65_535),
    "png-beyond": png(2**31 - 1, 2**31 - 1),
    "png-zero": png(0, 0),
    "png-cut": png(400, 400)[:60],
    "png-crc": png(4, 4, rows=bytes(20)).replace(b"IDAT", b"IDAX"),
    "png-comment-bomb": png(1, 1, png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80 << 20))), rows=b"\0\0"),
    "jpeg-lie": jpeg_that_claims(65_500, 65_500),
    "jpeg-cut": encoded(noise(64, 64), "JPEG")[:120],
    "gif-lie": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;",
    "webp-noise": b"RIFF\x20\0\0\0WEBPVP8L" + bytes(30),
    "tiff": encoded(noise(8, 8), "TIFF"),
    "bmp": encoded(noise(8, 8), "BMP"),
    "html": b"<html><script>alert(1)</script></html>",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_bombs_lies_and_other_formats_are_picture_errors_and_leave_nothing(tmp_path: Path, name: str) -> None:
    calls: list[Callable[[bytes], object]] = [
        lambda data: prepare(data, tmp_path, LIMITS),
        lambda data: cover(data, tmp_path, LIMITS),
        lambda data: thumbnail(data, 168, 244),
    ]
    for call in calls:
        with pytest.raises(PictureError):
            call(BAD[name])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [(2_000, 3_000), (3_000, 500), (100, 150)])
def test_a_cover_is_a_jpeg_of_at_most_600_pixels(tmp_path: Path, size: tuple[int, int]) -> None:
    picture = shown(cover(encoded(noise(*size).convert("RGBA"), "PNG"), tmp_path, LIMITS), tmp_path)
    assert picture.format == "JPEG"
    assert max(picture.size) == min(600, max(size))


@pytest.mark.parametrize("size", [(2_000, 3_000), (3_000, 500), (40, 900), (1, 1)])
def test_a_thumbnail_fills_its_box_from_the_top_in_few_bytes(size: tuple[int, int]) -> None:
    data = thumbnail(encoded(noise(*size), "JPEG"), 168, 244)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (168, 244)
    assert len(data) <= 4_000
    if size == (3_000, 500):
        assert picture.getpixel((84, 240)) == pytest.approx((0xEE, 0xF0, 0xF8), abs=6)


def svg(body: str, attributes: str = 'viewBox="0 0 60 80"', prolog: str = "") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{prolog}<svg {spaces} {attributes}>{body}<rect width="9" height="9"/></svg>'.encode()


def written_svg(data: bytes, scratch: Path) -> str:
    resource = prepare_svg(data, scratch, LIMITS)
    assert resource is not None
    assert resource.media_type == "image/svg+xml"
    assert 0 < max(resource.width, resource.height) <= LIMITS.picture_side
    text = (scratch / resource.file).read_text(encoding="utf-8")
    assert "<rect" in text
    return text


DOT = base64.b64encode(encoded(Image.new("L", (1, 1)), "PNG")).decode()
ACTIVE = [
    "<script>EVIL</script>",
    '<g onload="EVIL()"/>',
    '<image xlink:href="http://198.51.100.1/EVIL.png"/>',
    '<image href="file:///etc/EVIL"/>',
    '<image href="data:image/svg+xml;base64,EVIL"/>',
    '<image href="data:image/png;base64,EVIL"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">EVIL</p></foreignObject>',
    '<use xlink:href="http://198.51.100.1/EVIL.svg#a"/>',
    '<a xlink:href="javascript:EVIL()"><text>x</text></a>',
    '<a><animate attributeName="href" values="javascript:EVIL"/></a>',
    '<set attributeName="onload" to="EVIL"/>',
    "<style>@import url(EVIL.css);</style>",
    "<style>a{background:u\\72l(EVIL)}</style>",
    "<style>a{background:image-set('EVIL' 1x)}</style>",
    '<g style="background:url(EVIL)"/>',
    '<g fill="url(http://198.51.100.1/EVIL#a)"/>',
    '<filter id="f"><feImage xlink:href="EVIL"/></filter>',
    "<metadata>EVIL</metadata>",
    '<x:script xmlns:x="http://www.w3.org/2000/svg">EVIL</x:script>',
    '<script xmlns="http://www.w3.org/1999/xhtml">EVIL</script>',
    "<handler>EVIL</handler><?php EVIL ?><!-- EVIL -->",
]


@pytest.mark.parametrize("body", ACTIVE)
def test_nothing_in_a_drawing_acts_or_fetches(tmp_path: Path, body: str) -> None:
    assert "EVIL" not in written_svg(svg(body), tmp_path)


def test_what_is_drawn_stays(tmp_path: Path) -> None:
    body = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="rgb(1,2,3)"/></linearGradient>'
        '<path id="p" d="M0 0"/></defs>'
        '<style>.a{fill:#fff}</style><g class="a" transform="translate(1 2)" fill="url(#g)" style="stroke:red;x:y">'
        f'<use xlink:href="#p"/><text x="1">Tủ sách</text></g><image href="data:image/png;base64,{DOT}"/>'
    )
    text = written_svg(svg(body), tmp_path)
    for kept in ("linearGradient", 'fill="url(#g)"', 'style="stroke:red"', "#p", "Tủ sách", DOT, ".a{fill:#fff}"):
        assert kept in text


def test_shapes_that_multiply_are_cut(tmp_path: Path) -> None:
    groups = "".join(f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    text = written_svg(svg('<g id="g0"><rect/></g>' + groups + '<g id="l"><use xlink:href="#l"/></g>'), tmp_path)
    root = etree.fromstring(text.encode())
    uses = list(root.iter("{http://www.w3.org/2000/svg}use"))
    targets = {use.get("{http://www.w3.org/1999/xlink}href", "")[1:] for use in uses}
    assert uses
    assert not any(use.xpath("ancestor::*/@id") and set(use.xpath("ancestor::*/@id")) & targets for use in uses)
    many = '<g id="g0">' + "<path/>" * 1_000 + "</g>" + '<use xlink:href="#g0"/>' * 1_000
    assert prepare_svg(svg(many), tmp_path, LIMITS) is None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 60 80"', (60, 80)),
        ('viewBox="0,0,60,80" width="30" height="40"', (30, 40)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 6000 3000"', (1080, 540)),
        ('width="1000000000px" height="1000000000px"', (1080, 1080)),
    ],
)
def test_a_drawing_gets_a_size(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    resource = prepare_svg(svg("", attributes), tmp_path, LIMITS)
    assert resource is not None
    assert (resource.width, resource.height) == size
    root = etree.fromstring((tmp_path / resource.file).read_bytes())
    assert (root.get("width"), root.get("height")) == tuple(str(side) for side in size)
    assert root.get("viewBox")


@pytest.mark.parametrize(
    "data",
    [
        svg("", ""),
        svg("", 'viewBox="0 0 0 0"'),
        svg("", 'viewBox="0 0 nan inf"'),
        svg("&x;", prolog='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        svg("<g/>" * 30_000),
        svg(f'<path d="{hashlib.shake_256().hexdigest(200_000)}"/>'),
        b"<html/>",
        b"not a drawing",
    ],
    ids=["no-size", "zero", "not-a-number", "entity", "too-many", "too-large", "html", "text"],
)
def test_what_cannot_be_shown_is_none(tmp_path: Path, data: bytes) -> None:
    assert prepare_svg(data, tmp_path, LIMITS) is None
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_fifty_thousand_levels_deep_does_no_harm(tmp_path: Path) -> None:
    deep = prepare_svg(svg("<g>" * 50_000 + "</g>" * 50_000), tmp_path, LIMITS)
    assert deep is None or (tmp_path / deep.file).stat().st_size < 1_000_000
