"""Guards what becomes of a single picture: each is shown or refused by name, and tells nobody where it was taken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from content.formats import recognise
from content.formats.picture import PictureReader
from content.formats.reading import Caveat, Extract, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker
from content.records import Creator, Kind, Manner
from tests.content.formats.picture.drawn import (
    HIDDEN,
    camera_exif,
    corner,
    encoded,
    iptc,
    noise,
    photo,
    with_segment,
    xmp,
)

LIMITS = ReadLimits()
READERS = ("content.formats.picture:PictureReader", "content.formats.epub:EpubReader")


@pytest.fixture(scope="module")
def picture_worker() -> Iterator[Worker]:
    with Worker(readers=READERS) as started:
        yield started


def read(data: bytes, folder: Path, limits: ReadLimits = LIMITS) -> Extract:
    path, scratch = folder / "brought", folder / "scratch"
    path.write_bytes(data)
    scratch.mkdir(exist_ok=True)
    assert PictureReader().recognises(data[:4_096], path)
    return PictureReader().read(path, scratch, limits)


def shown(extract: Extract, name: str, folder: Path) -> Image.Image:
    """A resource as a phone shows it, after checks that hold for every one."""
    resource = next(resource for resource in extract.resources if resource.name == name)
    data = (folder / "scratch" / resource.file).read_bytes()
    assert HIDDEN.encode() not in data
    assert b"http://ns.adobe.com" not in data
    assert not Image.open(io.BytesIO(data)).getexif()
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == (resource.width, resource.height)
    assert picture.format in {"JPEG", "PNG", "GIF", "WEBP"}
    return picture


def checked(extract: Extract, folder: Path) -> Image.Image:
    """The picture of the only part, after all sizes were looked at."""
    (part,) = extract.parts
    assert (part.manner, extract.kind) == (Manner.PICTURE, Kind.PICTURE)
    sizes = {resource.name: (folder / "scratch" / resource.file).stat().st_size for resource in extract.resources}
    picture = shown(extract, part.picture, folder)
    assert sizes[part.picture] <= LIMITS.picture_bytes
    assert max(picture.size) <= LIMITS.picture_side
    assert picture.size == (part.width, part.height)
    assert sizes[part.small] <= 4_000
    assert max(shown(extract, part.small, folder).size) <= 240
    cover = shown(extract, extract.cover, folder)
    assert max(cover.size) <= 600
    assert cover.format == "JPEG"
    if part.large:
        assert sizes[part.large] <= 350_000
        assert picture.width < max(shown(extract, part.large, folder).size) <= 2_160
    return picture


def text(extract: Extract, folder: Path) -> str:
    return (folder / "scratch" / extract.parts[0].file).read_text(encoding="utf-8")


KINDS = [
    ("JPEG", "RGB", "image/jpeg"), ("JPEG", "L", "image/jpeg"), ("JPEG", "CMYK", "image/jpeg"),
    ("PNG", "RGB", "image/png"), ("PNG", "RGBA", "image/png"), ("PNG", "P", "image/png"), ("PNG", "1", "image/png"),
    ("PNG", "I;16", "image/png"), ("PNG", "LA", "image/png"), ("GIF", "P", "image/gif"), ("WEBP", "RGBA", "image/webp"),
    ("BMP", "RGB", "image/bmp"), ("BMP", "1", "image/bmp"), ("TIFF", "RGB", "image/tiff"), ("TIFF", "1", "image/tiff"),
    ("TIFF", "CMYK", "image/tiff"), ("TIFF", "I;16", "image/tiff"), ("AVIF", "RGB", "image/avif"),
]  # fmt: skip


@pytest.mark.parametrize("size", [(300, 200), (1_800, 1_500)])
@pytest.mark.parametrize(("kind", "mode", "media_type"), KINDS)
def test_every_kind_and_mode_is_shown(
    tmp_path: Path, kind: str, mode: str, media_type: str, size: tuple[int, int]
) -> None:
    deep = photo(*size).convert("L").convert("I").point(lambda value: value * 256 + 0)
    picture = deep.convert("I;16") if mode == "I;16" else photo(*size).convert(mode)
    extract = read(encoded(picture, kind), tmp_path)
    assert extract.media_type == media_type
    found = checked(extract, tmp_path)
    if found.mode == "I;16":
        found = found.convert("I").point(lambda value: value / 256 + 0)
    small = found.convert("L").resize((8, 8))
    meant = photo(*size).convert("L").resize((8, 8))
    pairs = zip(small.tobytes(), meant.tobytes(), strict=True)
    assert sum(abs(one - other) for one, other in pairs) / 64 < (40 if mode in {"1", "P", "CMYK"} else 12)


HELD = [(kind, turn, 200) for kind in ("JPEG", "PNG", "WEBP", "TIFF") for turn in range(1, 9)]


@pytest.mark.parametrize(("kind", "orientation", "side"), [*HELD, *(("JPEG", turn, 3_000) for turn in range(1, 9))])
def test_however_the_phone_was_held_the_picture_stands_upright(
    tmp_path: Path, orientation: int, side: int, kind: str
) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = corner(side, side * 3 // 4)
    held = upright.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else upright
    extract = read(encoded(held, kind, exif=camera_exif(orientation=orientation)), tmp_path)
    checked(extract, tmp_path)
    part = extract.parts[0]
    for name in (part.picture, part.small, part.large or part.picture, extract.cover):
        picture = shown(extract, name, tmp_path).convert("RGB")
        width, height = picture.size
        assert width > height
        red = picture.getpixel((width // 5, height // 5))
        white = picture.getpixel((width * 4 // 5, height * 4 // 5))
        assert red == pytest.approx((220, 0, 0), abs=12)
        assert white == pytest.approx((255, 255, 255), abs=12)


def test_a_photograph_of_a_phone_is_there_in_three_sizes_with_caption_day_and_name(tmp_path: Path) -> None:
    exif = camera_exif(
        description="Hội xòe ở bản Lướt\nTết năm ấy", taken="2019:02:07 08:30:00", artist="LÒ VĂN CHỰA", gps=True
    )
    extract = read(encoded(photo(4_000, 3_000), exif=exif, quality=90), tmp_path)
    picture = checked(extract, tmp_path)
    part = extract.parts[0]
    assert max(picture.size) == 1_080
    assert max(shown(extract, part.large, tmp_path).size) == 2_160
    assert text(extract, tmp_path) == "<p>Hội xòe ở bản Lướt</p><p>Tết năm ấy</p>"
    assert part.characters == len("HộixòeởbảnLướtTếtnămấy")
    assert [passage.text for passage in extract.passages] == ["Hội xòe ở bản Lướt\nTết năm ấy"]
    assert extract.description.issued == "2019-02-07"
    assert extract.description.creators == (Creator("Lò Văn Chựa", "pht"),)
    assert extract.description.title == ""
    assert any("where it was taken" in note for note in extract.notes)
    written = b"".join(file.read_bytes() for file in (tmp_path / "scratch").iterdir())
    assert b"GPS" not in written
    assert HIDDEN.encode() not in written


def test_a_small_photograph_is_kept_without_what_the_camera_wrote(tmp_path: Path) -> None:
    data = encoded(photo(400, 300), exif=camera_exif(gps=True), comment=HIDDEN.encode(), xmp=xmp(HIDDEN))
    second = encoded(photo(100, 80), exif=camera_exif(gps=True))
    extract = read(with_segment(data, iptc({25: HIDDEN})) + second, tmp_path)
    bare = encoded(photo(400, 300))
    checked(extract, tmp_path)
    assert (tmp_path / "scratch" / extract.parts[0].picture).read_bytes() == bare


def test_xmp_gives_the_title_and_its_vietnamese_caption(tmp_path: Path) -> None:
    packet = (
        xmp(
            '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Chợ phiên Mường Lạn</rdf:li></rdf:Alt></dc:title>'
            '<dc:description><rdf:Alt><rdf:li xml:lang="en">A fair day</rdf:li>'
            '<rdf:li xml:lang="vi">Phiên chợ <b>cuối năm</b> &amp; hàng thổ cẩm</rdf:li></rdf:Alt></dc:description>'
            "<dc:creator><rdf:Seq><rdf:li>Cà Thị Hoan</rdf:li></rdf:Seq></dc:creator>"
            "<photoshop:DateCreated>1968-05-01</photoshop:DateCreated><exif:GPSLatitude>21,19N</exif:GPSLatitude>"
        )
        .replace(b"<b>", b"&lt;b&gt;")
        .replace(b"</b>", b"&lt;/b&gt;")
    )
    extract = read(encoded(photo(300, 200), xmp=packet), tmp_path)
    said = extract.description
    assert (said.title, said.issued, said.creators) == ("Chợ phiên Mường Lạn", "1968-05-01", (Creator("Cà Thị Hoan"),))
    assert extract.parts[0].title == "Chợ phiên Mường Lạn"
    assert text(extract, tmp_path) == "<p>Phiên chợ &lt;b&gt;cuối năm&lt;/b&gt; &amp; hàng thổ cẩm</p>"
    assert any("where it was taken" in note for note in extract.notes)


def test_iptc_gives_caption_name_and_day(tmp_path: Path) -> None:
    segment = iptc({120: "Lớp xoá mù chữ ở Sốp Cộp", 80: "Quàng Văn Pánh", 55: "19610902"})
    extract = read(with_segment(encoded(photo(300, 200)), segment), tmp_path)
    assert text(extract, tmp_path) == "<p>Lớp xoá mù chữ ở Sốp Cộp</p>"
    assert extract.description.creators == (Creator("Quàng Văn Pánh", "aut"),)
    assert extract.description.issued == "1961-09-02"


JUNK = [
    "OLYMPUS DIGITAL CAMERA", "SONY DSC", "Screenshot", "cof", "oznor", "DCIM\\100MEDIA", "Created with GIMP",
    "KONICA MINOLTA DIGITAL CAMERA", "<KENOX S760  / Samsung S760>", "IMG_2034", "DSC01234.JPG", "...", "",
    "21.3273N 103.9141E, at my house", "21°19'38\"N 103°54'5\"E", "me@example.com", "charset=Ascii Jpeg", "default",
]  # fmt: skip


@pytest.mark.parametrize("description", JUNK)
def test_what_machines_write_is_no_caption(tmp_path: Path, description: str) -> None:
    extract = read(encoded(photo(60, 40), exif=camera_exif(description=description)), tmp_path)
    assert (text(extract, tmp_path), extract.passages, extract.parts[0].characters) == ("", (), 0)


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "1800:01:01 00:00:00", "2019:02:30 00:00:00", "tết", "    :  :"]
)
def test_an_absurd_day_is_dropped(tmp_path: Path, taken: str) -> None:
    assert read(encoded(photo(60, 40), exif=camera_exif(taken=taken)), tmp_path).description.issued == ""


def test_damage_in_what_a_camera_wrote_costs_only_that(tmp_path: Path) -> None:
    sound = encoded(photo(300, 200), exif=camera_exif(description="Nhà sàn", taken="2019:02:07 08:30:00"))
    broken = sound.replace(b"Exif\0\0MM", b"Exif\0\0ZZ").replace(b"Exif\0\0II", b"Exif\0\0ZZ")
    assert broken != sound
    assert read(broken, tmp_path).description.issued == ""
    hollow = encoded(photo(300, 200), xmp=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    assert checked(read(hollow, tmp_path), tmp_path).size == (300, 200)


def test_a_picture_hardly_larger_than_the_page_has_no_larger_one(tmp_path: Path) -> None:
    extract = read(encoded(photo(1_300, 900)), tmp_path)
    checked(extract, tmp_path)
    assert extract.parts[0].large == ""


def test_a_long_poster_is_wide_enough_to_be_read(tmp_path: Path) -> None:
    extract = read(encoded(photo(1_000, 3_600)), tmp_path)
    part = extract.parts[0]
    sizes = {resource.name: (tmp_path / "scratch" / resource.file).stat().st_size for resource in extract.resources}
    assert part.width >= 500
    assert sizes[part.picture] <= LIMITS.picture_bytes
    assert shown(extract, part.large, tmp_path).size == (1_000, 3_600)
    assert shown(extract, part.small, tmp_path).height <= 240


def moving(side: int, kind: str) -> bytes:
    frames = [noise(side, side).rotate(90 * turn).convert("P") for turn in range(4)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, loop=0)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_small_moving_picture_moves_and_a_heavy_one_is_said_to_have_stopped(tmp_path: Path, kind: str) -> None:
    small = read(moving(60, kind), tmp_path)
    assert getattr(checked(small, tmp_path), "n_frames", 1) == 4
    assert small.caveats == ()
    heavy = read(moving(700, kind), tmp_path)
    assert getattr(checked(heavy, tmp_path), "n_frames", 1) == 1
    assert heavy.caveats == (Caveat.LEFT_OUT,)


def test_a_comment_in_a_moving_picture_is_left_out_and_it_goes_on_moving(tmp_path: Path) -> None:
    data = moving(60, "GIF")
    said = b"!\xfe" + bytes([len(HIDDEN)]) + HIDDEN.encode() + b"\0"
    at = data.index(b"!\xff\x0bNETSCAPE2.0")
    extract = read(data[:at] + said + data[at:] + HIDDEN.encode(), tmp_path)
    assert getattr(checked(extract, tmp_path), "n_frames", 1) == 4


def test_pages_of_a_tiff_are_parts_and_its_small_copies_are_not(tmp_path: Path) -> None:
    pages = [photo(1_500, 2_000).rotate(90 * turn) for turn in range(3)]
    extract = read(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]), tmp_path)
    assert [(part.number, part.page) for part in extract.parts] == [(1, 1), (2, 2), (3, 3)]
    assert len({part.picture for part in extract.parts}) == 3
    out = io.BytesIO()
    small = Image.new("L", (160, 120))
    small.encoderinfo = {"tiffinfo": {254: 1}}  # type: ignore[attr-defined]
    pages[0].save(out, "TIFF", save_all=True, append_images=[small])
    assert len(read(out.getvalue(), tmp_path).parts) == 1


def test_a_photograph_of_108_million_pixels_is_shown(tmp_path: Path) -> None:
    data = encoded(photo(1_200, 900).resize((12_000, 9_000), Image.Resampling.NEAREST), quality=50)
    extract = read(data, tmp_path)
    checked(extract, tmp_path)
    assert max(shown(extract, extract.parts[0].large, tmp_path).size) == 2_160


def test_a_drawing_of_39_million_pixels_has_room_in_the_worker(picture_worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "brought"
    path.write_bytes(encoded(corner(7_000, 5_600).convert("RGBA"), "PNG", compress_level=1))
    checked(picture_worker.read(path, tmp_path / "scratch"), tmp_path)


def test_a_photograph_cut_off_near_its_end_is_shown(tmp_path: Path) -> None:
    whole = encoded(photo(2_000, 1_500), quality=90)
    checked(read(whole[: len(whole) * 8 // 10], tmp_path), tmp_path)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
REFUSED = {
    "jpeg-cut": (encoded(photo(800, 600))[:900], Refusal.DAMAGED),
    "png-cut": (encoded(noise(300, 300), "PNG")[:5_000], Refusal.DAMAGED),
    "tiff-cut": (encoded(noise(300, 300), "TIFF")[:5_000], Refusal.DAMAGED),
    "bmp-cut": (encoded(noise(300, 300), "BMP")[:200], Refusal.DAMAGED),
    "avif-cut": (encoded(photo(300, 300), "AVIF")[:300], Refusal.DAMAGED),
    "heic": (HEIC, Refusal.UNKNOWN_KIND),
    "bomb": (encoded(Image.new("1", (20_000, 20_000)), "PNG"), Refusal.BOMB),
    "svg-entities": (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', Refusal.UNSAFE_XML),
    "svg-empty": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused_by_name(tmp_path: Path, name: str) -> None:
    data, refusal = REFUSED[name]
    with pytest.raises(RefusedError) as caught:
        read(data, tmp_path)
    assert caught.value.refusal is refusal


def test_a_drawing_is_shown_clean_and_called_by_its_title(tmp_path: Path) -> None:
    drawing = (
        '<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">'
        "<title>Hoa ban</title><script>EVIL</script><circle r='9' onload='EVIL'/></svg>"
    )
    extract = read(drawing.encode(), tmp_path)
    (part,), (resource,) = extract.parts, extract.resources
    written = (tmp_path / "scratch" / resource.file).read_text(encoding="utf-8")
    assert (part.picture, part.large, part.small, extract.cover) == (resource.name, "", "", "")
    assert (part.width, part.height, extract.description.title) == (90, 60, "Hoa ban")
    assert "circle" in written
    assert "EVIL" not in written


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body><svg viewBox='0 0 9 9'></svg></body></html>",
        b"%PDF-1.7 <svg>",
        b"BM\xe1 is a word",
        b"a tale of <svg>",
        b"PK\x03\x04" + bytes(40),
        b"\0\0\0\x18ftypmp42\0\0\0\0isommp42",
        b"",
    ],
)
def test_what_is_no_picture_is_left_to_others(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    assert recognise(path, READERS[:1]) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "BMP", "GIF"])
def test_the_worker_reads_it_within_its_walls(picture_worker: Worker, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "brought"
    path.write_bytes(encoded(photo(2_600, 1_950), kind))
    extract = picture_worker.read(path, tmp_path / "scratch")
    checked(extract, tmp_path)
    assert re.fullmatch(r"[0-9a-f]{16}\.jpg", extract.parts[0].large)
