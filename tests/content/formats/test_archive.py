"""Guards the reading of ZIP files that lie: bombs, paths that lead out, shared bytes, missing ends."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from content.formats.archive import Archive, MemberError
from content.formats.reading import ReadLimits, Refusal, RefusedError

LIMITS = ReadLimits()
MIB = 1 << 20
STORED, DEFLATED, DEFLATE64, BZIP2, LZMA, ZSTD, AES = 0, 8, 9, 12, 14, 93, 99
LINK_MODE, DEVICE_MODE = 0o120777, 0o060666


@dataclass(frozen=True)
class Made:
    """One member as the file will have it; what is None is true."""

    name: str | bytes
    data: bytes = b""
    method: int = DEFLATED
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    packed_size: int | None = None
    flags: int = 0x800
    mode: int = 0o100644
    offset: int | None = None
    extra: bytes = b""


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def lzma_member(data: bytes) -> bytes:
    alone = lzma.compress(data, format=lzma.FORMAT_ALONE)
    return struct.pack("<BBH", 9, 20, 5) + alone[:5] + alone[13:]


Opener = Callable[..., Archive]
PACKERS: dict[int, Callable[[bytes], bytes]] = {DEFLATED: deflated, BZIP2: bz2.compress, LZMA: lzma_member}


def settled(made: Made) -> Made:
    packed = made.packed if made.packed is not None else PACKERS.get(made.method, bytes)(made.data)
    return replace(
        made,
        packed=packed,
        name=made.name.encode() if isinstance(made.name, str) else made.name,
        size=len(made.data) if made.size is None else made.size,
        crc=zlib.crc32(made.data) if made.crc is None else made.crc,
        packed_size=len(packed) if made.packed_size is None else made.packed_size,
    )


def local_header(made: Made) -> bytes:
    return struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, made.flags, made.method, 0, 33,
        made.crc, made.packed_size, made.size, len(made.name), 0,
    ) + bytes(made.name)  # fmt: skip


def directory_line(made: Made, offset: int) -> bytes:
    return struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 0x0314, 20, made.flags, made.method, 0, 33, made.crc, made.packed_size, made.size,
        len(made.name), len(made.extra), 0, 0, 0, made.mode << 16, offset,
    ) + bytes(made.name) + made.extra  # fmt: skip


def end_record(count: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment)) + comment


def zipped(*members: Made) -> bytes:
    body, directory = b"", b""
    for made in map(settled, members):
        directory += directory_line(made, len(body) if made.offset is None else made.offset)
        body += local_header(made) + (made.packed or b"")
    return body + directory + end_record(len(members), len(directory), len(body))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    archives: list[Archive] = []

    def open_archive(data: bytes, limits: ReadLimits = LIMITS) -> Archive:
        path = tmp_path / f"{len(archives)}.zip"
        path.write_bytes(data)
        archives.append(Archive(path, limits))
        return archives[-1]

    yield open_archive
    for archive in archives:
        archive.close()


def refusal_of(call: Callable[..., object], *arguments: object, **options: object) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        call(*arguments, **options)
    return caught.value.refusal


@pytest.mark.parametrize("method", [STORED, DEFLATED, BZIP2, LZMA])
@pytest.mark.parametrize("size", [0, 1, 65_536, 300_003])
def test_a_member_is_read_whole_by_each_known_method(opened: Opener, method: int, size: int) -> None:
    data = bytes(n * n % 251 for n in range(1_000)) * (size // 1_000 + 1)
    archive = opened(zipped(Made("a.xhtml", data[:size], method)))
    assert archive.read("a.xhtml") == data[:size]
    with archive.open("a.xhtml") as stream:
        assert stream.read(10) == data[:10][:size]
        assert stream.read() == data[10:size]


def test_what_python_writes_is_read(opened: Opener) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        written.mkdir("OEBPS")
        written.writestr("OEBPS/chương 1.xhtml", "<p>Một</p>")
        with written.open("OEBPS/big", "w", force_zip64=True) as big:
            big.write(b"x" * 100)
        written.comment = b"made by hand"
    archive = opened(out.getvalue())
    assert archive.names == ("mimetype", "OEBPS/chương 1.xhtml", "OEBPS/big")
    assert archive.read("OEBPS/big") == b"x" * 100
    assert archive.size("OEBPS/chương 1.xhtml") == len("<p>Một</p>".encode())
    assert "mimetype" in archive
    assert "OEBPS/" not in archive


def test_zip64_sizes_are_taken_from_the_extra_field(opened: Opener) -> None:
    packed = deflated(b"abc")
    extra = struct.pack("<HHQQ", 1, 16, 3, len(packed))
    made = Made("a", b"abc", size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=extra)
    assert opened(zipped(made)).read("a") == b"abc"


def test_bytes_before_and_after_the_archive_do_not_matter(opened: Opener) -> None:
    data = zipped(Made("a", b"hello"))
    assert opened(b"\x7fjunk" * 999 + data).read("a") == b"hello"
    assert opened(data + bytes(5_000)).read("a") == b"hello"


@pytest.mark.parametrize(
    "data",
    [
        b"not a zip at all" * 10,
        b"",
        bytes(70_000),
        zipped(Made("a", b"hello")).split(b"PK\x01\x02")[0],
        zipped(Made("a", b"hello" * 100))[:-30],
        end_record(1, 0x7FFFFFFF, 0),
        end_record(1, 46, 0) + b"PK\x05\x06",
    ],
    ids=["text", "nothing", "zeros", "no-directory", "cut", "huge-directory", "directory-before-the-file"],
)
def test_what_is_no_archive_is_damaged(opened: Opener, data: bytes) -> None:
    assert refusal_of(opened, data) == Refusal.DAMAGED


def test_a_missing_file_is_not_readable(tmp_path: Path) -> None:
    assert refusal_of(Archive, tmp_path / "none.zip", LIMITS) == Refusal.NOT_READABLE


def test_a_million_members_are_refused_before_they_are_objects(tmp_path: Path) -> None:
    line = directory_line(settled(Made("x" * 20)), 0)
    path = tmp_path / "million.zip"
    count = 1_000_000
    size = len(line) * count
    zip64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, size, 1)
    path.write_bytes(line * count + zip64 + locator + end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))
    tracemalloc.start()
    try:
        assert refusal_of(Archive, path, LIMITS) == Refusal.BOMB
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()


def test_a_count_that_hides_members_does_not_help_them(opened: Opener) -> None:
    lines = directory_line(settled(Made("x")), 0) * 30_000
    assert refusal_of(opened, lines + end_record(10, len(lines), 0)) == Refusal.BOMB


SLIPS = [
    "../a", "a/../../b", "/etc/passwd", "//host/a", "..\\a", "a\\..\\..\\b", "\\\\host\\a", "C:\\a",
    "C:a", "a\0b", "a\nb", "", ".", "..",
    "x" * 1_001,
]  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_names_that_are_no_plain_paths_are_left_out_and_noted(opened: Opener, name: str) -> None:
    archive = opened(zipped(Made(name, b"escaped"), Made("good", b"1")))
    assert archive.names == ("good",)
    assert len(archive.notes) == 1
    assert refusal_of(archive.read, name) == Refusal.DAMAGED
    assert archive.find(name) is None


def test_backslashes_between_folders_are_slashes(opened: Opener) -> None:
    archive = opened(zipped(Made("META-INF\\container.xml", b"1"), Made("OEBPS\\", b"")))
    assert archive.names == ("META-INF/container.xml",)
    assert archive.read("META-INF/container.xml") == b"1"


@pytest.mark.parametrize("mode", [LINK_MODE, DEVICE_MODE])
def test_links_and_devices_are_not_members(opened: Opener, mode: int) -> None:
    archive = opened(zipped(Made("c2.xhtml", b"/etc/passwd", STORED, mode=mode), Made("good", b"1")))
    assert archive.names == ("good",)
    assert "link" in archive.notes[0]
    assert refusal_of(archive.read, "c2.xhtml") == Refusal.DAMAGED


def test_the_last_of_two_members_of_one_name_counts(opened: Opener) -> None:
    archive = opened(zipped(Made("a", b"first"), Made("a", b"second")))
    assert archive.names == ("a",)
    assert archive.read("a") == b"second"
    assert archive.notes == ("'a' is there twice; the last counts",)


@pytest.mark.parametrize(
    ("flags", "method", "refusal"),
    [(0x801, DEFLATED, Refusal.ENCRYPTED), (0x841, DEFLATED, Refusal.ENCRYPTED)]
    + [(0x800, method, Refusal.DAMAGED) for method in (DEFLATE64, ZSTD, AES, 77)],
)
def test_what_cannot_be_unpacked_is_refused_by_name_and_the_rest_stays(
    opened: Opener, flags: int, method: int, refusal: Refusal
) -> None:
    archive = opened(zipped(Made("a", b"secret", method, flags=flags), Made("good", b"1")))
    with pytest.raises(MemberError) as caught:
        archive.read("a")
    assert caught.value.refusal == refusal
    assert caught.value.name == "a"
    assert archive.read("good") == b"1"


def test_a_wrong_crc_is_a_fault_of_that_member_alone(opened: Opener) -> None:
    archive = opened(zipped(Made("a.png", b"picture", crc=1), Made("good", b"1")))
    with pytest.raises(MemberError, match="CRC"):
        archive.read("a.png")
    with archive.open("a.png") as stream, pytest.raises(MemberError, match="CRC"):
        stream.read()
    assert archive.read("good") == b"1"


@pytest.mark.parametrize(
    "made",
    [
        Made("a", b"hello" * 100, size=10),
        Made("a", b"hello" * 100, size=5_000),
        Made("a", b"hello", packed_size=0x7FFFFFF0),
        Made("a", b"hello", offset=0x7FFFFFF0),
        Made("a", b"hello", offset=3),
        Made("a", packed=b"\xff" * 500, size=5_000),
        Made("a", packed=deflated(b"hello" * 100)[:-9], size=500, crc=zlib.crc32(b"hello" * 100)),
        Made("a", b"hello", BZIP2, packed=b"BZh9 no", size=5),
        Made("a", b"hello", LZMA, packed=b"\x09\x14\x05\0\xff\xff\xff\xff\xffno", size=5),
        Made("a", b"hello", LZMA, packed=b"\x09", size=5),
    ],
    ids=["size-short", "size-long", "past-the-end", "far", "inside", "noise", "cut", "bzip2", "lzma", "lzma-cut"],
)
def test_fields_that_lie_are_found_out(opened: Opener, made: Made) -> None:
    archive = opened(zipped(made, Made("good", b"1")))
    with pytest.raises(MemberError) as caught:
        archive.read("a")
    assert caught.value.refusal == Refusal.DAMAGED


def test_a_gigabyte_that_says_it_is_a_hundred_bytes_never_unfolds(opened: Opener) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = (packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)) * 1_024 + packer.flush()
    archive = opened(zipped(Made("a", packed=packed, size=100, crc=0)))
    tracemalloc.start()
    try:
        assert refusal_of(archive.read, "a") == Refusal.DAMAGED
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [BZIP2, LZMA])
def test_other_methods_do_not_unfold_either(opened: Opener, method: int) -> None:
    packed = bz2.compress(bytes(20 * MIB)) if method == BZIP2 else lzma_member(bytes(20 * MIB))
    archive = opened(zipped(Made("a", method=method, packed=packed, size=100, crc=0)))
    tracemalloc.start()
    try:
        assert refusal_of(archive.read, "a") == Refusal.DAMAGED
        # The dictionary of LZMA alone has 8 MiB.
        assert tracemalloc.get_traced_memory()[1] < 16 * MIB
    finally:
        tracemalloc.stop()


def test_an_honest_bomb_is_refused_before_a_byte_is_unpacked(opened: Opener) -> None:
    archive = opened(zipped(Made("a", bytes(60 * MIB))))
    assert refusal_of(archive.read, "a") == Refusal.BOMB
    assert refusal_of(archive.open, "a") == Refusal.BOMB


def test_small_things_may_be_packed_well(opened: Opener) -> None:
    assert opened(zipped(Made("a", bytes(3 * MIB)))).read("a") == bytes(3 * MIB)


def test_a_member_over_the_limit_is_too_large_and_not_a_bomb(opened: Opener) -> None:
    archive = opened(zipped(Made("a", bytes(range(256)) * 8, STORED)))
    assert refusal_of(archive.read, "a", limit=2_047) == Refusal.TOO_LARGE
    assert len(archive.read("a", limit=2_048)) == 2_048


def test_the_sum_of_all_that_is_unpacked_is_bounded_also_for_one_member_again_and_again(opened: Opener) -> None:
    archive = opened(zipped(*(Made(f"{n}", bytes(1_000)) for n in range(10))), ReadLimits(unpacked=4_000))
    for n in range(4):
        archive.read(f"{n}")
    with pytest.raises(RefusedError) as caught:
        archive.read("5")
    assert caught.value.refusal == Refusal.BOMB
    assert not isinstance(caught.value, MemberError)
    again = opened(zipped(Made("a", bytes(1_000))), ReadLimits(unpacked=4_000))
    assert refusal_of(lambda: [again.read("a") for _ in range(5)]) == Refusal.BOMB


def test_names_that_share_one_body_are_not_read(opened: Opener) -> None:
    body = settled(Made("a", b"hello" * 100))
    lines = b"".join(directory_line(replace(body, name=f"k{n}".encode()), 0) for n in range(2_000))
    data = local_header(body) + (body.packed or b"")
    archive = opened(data + lines + end_record(2_000, len(lines), len(data)))
    refused = [name for name in archive.names if _is_refused(archive, name)]
    assert len(refused) >= 1_999


def _is_refused(archive: Archive, name: str) -> bool:
    try:
        archive.read(name)
    except MemberError:
        return True
    return False


def test_bodies_that_overlap_are_not_read(opened: Opener) -> None:
    inner = local_header(settled(Made("b", b"x", STORED))) + b"x"
    archive = opened(zipped(Made("a", inner, STORED), Made("b", b"x", STORED, offset=31)))
    assert refusal_of(archive.read, "a") == Refusal.DAMAGED
    assert archive.read("b") == b"x"


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("OEBPS/a.xhtml", "OEBPS/a.xhtml"),
        ("OEBPS/a b.xhtml", "OEBPS/a%20b.xhtml"),
        ("OEBPS/a%20b.xhtml", "OEBPS/a b.xhtml"),
        ("OEBPS/Chapter1.XHTML", "OEBPS/chapter1.xhtml"),
        (unicodedata.normalize("NFD", "Chương.xhtml"), unicodedata.normalize("NFC", "Chương.xhtml")),
        (unicodedata.normalize("NFC", "Chương.xhtml"), unicodedata.normalize("NFD", "Chương.xhtml")),
        ("Đề.xhtml", "%C4%91%E1%BB%81.xhtml"),
    ],
)
def test_a_reference_finds_the_member_it_means(opened: Opener, stored: str, asked: str) -> None:
    assert opened(zipped(Made(stored, b"1"))).find(asked) == stored


def test_the_nearest_agreement_wins(opened: Opener) -> None:
    archive = opened(zipped(Made("C2.xhtml", b"1"), Made("c2.xhtml", b"2"), Made("a%20b", b"3"), Made("a b", b"4")))
    assert archive.find("c2.xhtml") == "c2.xhtml"
    assert archive.find("C2.xhtml") == "C2.xhtml"
    assert archive.find("a%20b") == "a%20b"
    assert archive.find("c3.xhtml") is None


def test_names_in_utf8_without_the_flag_and_in_old_code_pages_are_read(opened: Opener) -> None:
    archive = opened(zipped(Made("chương.xhtml", b"1", flags=0), Made(b"\x82\xff.png", b"2", flags=0)))
    assert archive.names == ("chương.xhtml", "é\xa0.png")
