"""Guards comics and picture books: pages in the order people mean, what is damaged said, nothing hostile believed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from content.formats import recognise
from content.formats.comic import ComicReader
from content.formats.reading import Caveat, Extract, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker
from content.records import Creator, Direction, Kind, Layout, Manner
from tests.content.formats.picture.drawn import camera_exif, encoded, photo

LIMITS = ReadLimits()
READERS = ("content.formats.comic:ComicReader", "content.formats.epub:EpubReader")
COMIC, EPUB = READERS


def page(number: int, size: tuple[int, int] = (200, 290), kind: str = "JPEG") -> bytes:
    """A page of one colour, by which it is known again."""
    return encoded(Image.new("RGB", size, colour(number)), kind)


def colour(number: int) -> tuple[int, int, int]:
    return (number * 20 % 256, 40, 200)


def archive(folder: Path, members: Mapping[str, bytes]) -> Path:
    path = folder / "brought.cbz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def read(folder: Path, members: Mapping[str, bytes], limits: ReadLimits = LIMITS) -> Extract:
    path, scratch = archive(folder, members), folder / "scratch"
    scratch.mkdir(exist_ok=True)
    assert recognise(path, READERS) == COMIC
    return ComicReader().read(path, scratch, limits)


def order(extract: Extract, folder: Path) -> list[int]:
    """Which pages are shown, in reading order; 0 for one that is not."""
    known = {colour(number): number for number in range(1, 12)}
    return [known[shown(extract, part.picture, folder)] if part.picture else 0 for part in extract.parts]


def shown(extract: Extract, name: str, folder: Path) -> tuple[int, int, int]:
    """The colour in the middle of a picture, as it was drawn."""
    resource = next(resource for resource in extract.resources if resource.name == name)
    with Image.open(folder / "scratch" / resource.file) as picture:
        found = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    nearest = min(range(1, 12), key=lambda number: abs(colour(number)[0] - found[0]))  # type: ignore[index]
    return colour(nearest)


INFO = """<?xml version="1.0" encoding="utf-8"?>
<ComicInfo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Title>Con trâu vàng</Title><Series>Truyện tranh Mường Lạn</Series><Number>2</Number>
  <Summary>Một chú bé đi tìm trâu.&#10;Chú gặp hổ.</Summary><Year>1987</Year><Month>6</Month>
  <Writer>LÒ VĂN CHỰA, Cà Thị Hoan</Writer><Penciller>Quàng Văn Pánh</Penciller><Publisher>Kim Đồng</Publisher>
  <Genre>Cổ tích, Thiếu nhi</Genre><LanguageISO>vi</LanguageISO><Manga>YesAndRightToLeft</Manga>
  <Pages><Page Image="0" Type="FrontCover"/><Page Image="1" Bookmark="Lạc trâu"/><Page Image="2" Bookmark="Gặp hổ"/>
  <Page Image="99" Bookmark="Không có trang này"/></Pages>
</ComicInfo>"""


def test_what_comicinfo_says_describes_the_comic(tmp_path: Path) -> None:
    extract = read(tmp_path, {"ComicInfo.xml": INFO.encode(), **{f"{n}.jpg": page(n) for n in (1, 2, 3)}})
    said = extract.description
    assert (extract.kind, extract.media_type) == (Kind.BOOK, "application/vnd.comicbook+zip")
    assert (extract.direction, extract.layout) == (Direction.RTL, Layout.FIXED)
    assert said.title == "Truyện tranh Mường Lạn 2: Con trâu vàng"
    assert said.creators == (
        Creator("Lò Văn Chựa", "aut"),
        Creator("Cà Thị Hoan", "aut"),
        Creator("Quàng Văn Pánh", "ill"),
    )
    assert (said.publisher, said.issued, said.language) == ("Kim Đồng", "1987-06", "vi")
    assert said.description == "Một chú bé đi tìm trâu.\nChú gặp hổ."
    assert said.keywords == ("Cổ tích", "Thiếu nhi")
    assert [(entry.title, entry.part) for entry in extract.contents] == [("Lạc trâu", 2), ("Gặp hổ", 3)]
    assert [part.title for part in extract.parts] == ["", "Lạc trâu", "Gặp hổ"]


def test_every_page_is_a_picture_in_its_sizes_and_the_first_is_the_cover(tmp_path: Path) -> None:
    extract = read(tmp_path, {f"trang-{n}.png": encoded(photo(1_500, 2_150), "PNG") for n in (1, 2)})
    first, second = extract.parts
    assert {part.manner for part in extract.parts} == {Manner.PICTURE}
    assert [part.page for part in extract.parts] == [1, 2]
    assert first.picture
    assert first.large
    assert first.small
    assert (first.picture, first.large) == (second.picture, second.large)
    assert len(extract.resources) == len({resource.name for resource in extract.resources}) == 4
    assert extract.cover in {resource.name for resource in extract.resources}
    assert (first.width, first.height) == (753, 1_080)


def test_pages_come_in_the_order_that_people_mean_and_litter_does_not_come(tmp_path: Path) -> None:
    names = {
        "Tập 10/trang 1.jpg": 7, "Tập 2/trang 10.jpg": 6, "Tập 2/trang 9.jpg": 5, "Tập 2/Trang 1.JPG": 4,
        "Tập 1/p2.jpg": 2, "Tập 1/p10.jpg": 3, "Tập 1/p1.jpg": 1,
    }  # fmt: skip
    litter = {
        "__MACOSX/Tập 1/._p1.jpg": b"x", "Thumbs.db": b"x", "Tập 1/.DS_Store": b"x", "scan.nfo": b"x",
        "Tập 1/Thumbs.db": b"x", "ghi chú.txt": b"x",
    }  # fmt: skip
    extract = read(tmp_path, litter | {name: page(number) for name, number in names.items()})
    assert order(extract, tmp_path) == [1, 2, 3, 4, 5, 6, 7]
    assert [(entry.depth, entry.title, entry.part) for entry in extract.contents] == [
        (0, "Tập 1", 1),
        (0, "Tập 2", 4),
        (0, "Tập 10", 7),
    ]
    assert extract.caveats == ()


def test_folders_in_folders_are_contents_in_contents_and_one_around_all_is_none(tmp_path: Path) -> None:
    names = ["Bộ/A/1/x.jpg", "Bộ/A/2/x.jpg", "Bộ/B/x.jpg"]
    extract = read(tmp_path, {name: page(number) for number, name in enumerate(names, 1)})
    assert [(entry.depth, entry.title, entry.part) for entry in extract.contents] == [
        (0, "A", 1),
        (1, "1", 1),
        (1, "2", 2),
        (0, "B", 3),
    ]
    assert read(tmp_path, {"Bộ/1.jpg": page(1), "Bộ/2.jpg": page(2)}).contents == ()


def test_a_double_page_stays_whole(tmp_path: Path) -> None:
    extract = read(tmp_path, {"1.jpg": page(1), "2-3.jpg": encoded(photo(2_800, 2_000)), "4.jpg": page(4)})
    assert len(extract.parts) == 3
    assert (extract.parts[1].width, extract.parts[1].height) == (1_080, 772)


def test_a_damaged_page_keeps_its_number_and_says_so(tmp_path: Path) -> None:
    extract = read(
        tmp_path, {"1.jpg": page(1), "2.jpg": page(2)[:300], "3.jpg": page(3), "4.gif": b"", "5.jpg": page(5)}
    )
    assert order(extract, tmp_path) == [1, 0, 3, 0, 5]
    assert "bị hỏng" in (tmp_path / "scratch" / extract.parts[1].file).read_text(encoding="utf-8")
    assert extract.parts[1].manner is Manner.TEXT
    assert extract.caveats == (Caveat.LEFT_OUT,)
    assert any(note.startswith("page 2 is left out") for note in extract.notes)


def test_a_damaged_first_page_leaves_the_cover_to_the_next(tmp_path: Path) -> None:
    extract = read(tmp_path, {"1.jpg": page(1)[:300], "2.jpg": page(2)})
    assert shown(extract, extract.cover, tmp_path) == colour(2)


def test_a_description_that_is_unsafe_or_broken_costs_only_itself(tmp_path: Path) -> None:
    for info in (b'<!DOCTYPE x [<!ENTITY a "b">]><ComicInfo><Title>&a;</Title></ComicInfo>', b"not xml", b""):
        extract = read(tmp_path, {"ComicInfo.xml": info, "1.jpg": page(1)})
        assert (extract.kind, extract.description.title, len(extract.parts)) == (Kind.BOOK, "", 1)


def test_an_archive_of_photographs_is_pictures_with_captions(tmp_path: Path) -> None:
    taken = encoded(photo(400, 300), exif=camera_exif(description="Lễ mừng cơm mới", gps=True))
    extract = read(tmp_path, {"IMG_1.jpg": taken, "IMG_2.jpg": encoded(photo(300, 400))})
    assert (extract.kind, extract.media_type) == (Kind.PICTURE, "image/x-album+zip")
    assert (tmp_path / "scratch" / extract.parts[0].file).read_text(encoding="utf-8") == "<p>Lễ mừng cơm mới</p>"
    assert [(passage.part, passage.text) for passage in extract.passages] == [(1, "Lễ mừng cơm mới")]
    assert any("where it was taken" in note for note in extract.notes)


def test_when_time_runs_short_pages_come_in_one_size_and_at_last_as_they_are(tmp_path: Path) -> None:
    members = {"1.jpg": encoded(photo(1_500, 2_150)), "2.tif": page(2, kind="TIFF")}
    extract = read(tmp_path, members, ReadLimits(seconds=1e-9))
    first, second = extract.parts
    assert (first.large, first.small) == ("", "")
    assert (first.width, first.height) == (1_500, 2_150)
    assert second.picture == ""
    assert extract.caveats == (Caveat.LEFT_OUT,)
    assert any("one size only" in note for note in extract.notes)


NOT_COMICS = {
    "epub": {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>", "1.jpg": page(1)},
    "word": {"[Content_Types].xml": b"<x/>", "word/media/1.jpg": page(1), "word/media/2.jpg": page(2)},
    "open-document": {"mimetype": b"application/vnd.oasis.opendocument.text", "Pictures/1.jpg": page(1)},
    "web-pages": {"a.xhtml": b"<html/>", "b.xhtml": b"<html/>", "1.jpg": page(1)},
    "books": {"1.epub": b"PK", "2.epub": b"PK", "cover.jpg": page(1)},
    "program": {"run.exe": b"MZ", "icon.png": page(1)},
    "only-text": {"a.txt": b"x"},
    "nothing": {},
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_COMICS)
def test_archives_of_other_things_are_left_to_others(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path, NOT_COMICS[name])
    assert recognise(path, [COMIC]) is None


def test_the_order_of_readers_does_not_matter_to_an_epub(tmp_path: Path) -> None:
    book = {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>", "OEBPS/1.jpg": page(1)}
    assert recognise(archive(tmp_path, book), (COMIC, EPUB)) == EPUB


def encrypted(folder: Path) -> Path:
    """An archive whose members say that they are encrypted (APPNOTE 6.3.10 §4.4.4, bit 0)."""
    path = archive(folder, {"1.jpg": page(1), "2.jpg": page(2)})
    data = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    path.write_bytes(bytes(data))
    return path


@pytest.fixture(scope="module")
def comic_worker() -> Iterator[Worker]:
    with Worker(readers=READERS) as started:
        yield started


def refusal(worker: Worker, path: Path, folder: Path) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        worker.read(path, folder / "scratch")
    return caught.value.refusal


def test_an_encrypted_comic_is_refused_as_that(comic_worker: Worker, tmp_path: Path) -> None:
    assert refusal(comic_worker, encrypted(tmp_path), tmp_path) is Refusal.ENCRYPTED


def test_a_comic_that_unpacks_without_end_is_a_bomb(comic_worker: Worker, tmp_path: Path) -> None:
    path = archive(tmp_path, {"1.jpg": page(1), "2.bmp": bytes(40 << 20)})
    assert refusal(comic_worker, path, tmp_path) is Refusal.BOMB


def test_a_page_that_claims_endless_pixels_is_left_out_and_alone_it_is_a_bomb(
    comic_worker: Worker, tmp_path: Path
) -> None:
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    extract = comic_worker.read(archive(tmp_path, {"1.jpg": page(1), "2.png": bomb}), tmp_path / "scratch")
    assert [bool(part.picture) for part in extract.parts] == [True, False]
    assert refusal(comic_worker, archive(tmp_path, {"2.png": bomb}), tmp_path / "second") is Refusal.BOMB


def test_a_comic_of_which_no_page_is_sound_is_damaged(comic_worker: Worker, tmp_path: Path) -> None:
    path = archive(tmp_path, {"1.jpg": page(1)[:100], "2.jpg": b"x" * 50})
    assert refusal(comic_worker, path, tmp_path) is Refusal.DAMAGED


def test_a_comic_of_many_pages_is_read_within_the_worker(comic_worker: Worker, tmp_path: Path) -> None:
    members = {f"{number}.jpg": encoded(photo(500, 700 + number)) for number in range(1, 41)}
    extract = comic_worker.read(archive(tmp_path, members), tmp_path / "scratch")
    assert [part.height for part in extract.parts] == [700 + number for number in range(1, 41)]
    assert all((tmp_path / "scratch" / resource.file).is_file() for resource in extract.resources)


def test_pictures_that_share_a_name_but_for_case_are_all_there(tmp_path: Path) -> None:
    extract = read(tmp_path, {"a.jpg": page(1), "A.jpg": page(2), "a.JPG": page(3)})
    assert sorted(order(extract, tmp_path)) == [1, 2, 3]


def test_the_bytes_of_a_page_are_those_of_the_archive(tmp_path: Path) -> None:
    sound = page(1)
    extract = read(tmp_path, {"1.jpg": sound})
    assert (tmp_path / "scratch" / extract.parts[0].picture).read_bytes() == sound
