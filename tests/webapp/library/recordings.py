"""A library of recordings for tests of players: sound made here, and a film of twenty seconds."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.catalogue import Publication
from content.library import Library
from content.records import (
    Bytes,
    Consent,
    ContentsEntry,
    Creator,
    Item,
    Kind,
    Manner,
    Part,
    Playing,
    Record,
    RecordId,
    Recording,
    Resource,
    Rights,
    RightsClass,
    Sha256,
    Subtitles,
)
from tests.content.libraries import OWN, hold, put, record
from tests.epubs import png

FILM = Path(__file__).with_name("media") / "20-giay.mp4"
"""20 s of a test card in H.264 and silence in AAC, made by `ffmpeg -f lavfi -i testsrc=s=64x36:r=2 -f lavfi -i
anullsrc=r=8000:cl=mono -t 20 -profile:v baseline -pix_fmt yuv420p -crf 45 -g 4 -b:a 4k -movflags +faststart`."""
VTT = "WEBVTT\n\n00:00.000 --> 00:19.000\nCon ong làm mật\n"
RATE = 8_000
OPEN = Rights(rights_class=RightsClass.PUBLIC_DOMAIN)


def wav(seconds: int, rate: int = RATE) -> bytes:
    """A tone as WAV, 8 bits, mono."""
    tone = bytes(range(96, 160)) + bytes(range(160, 96, -1))
    data = (tone * (seconds * rate // len(tone) + 1))[: seconds * rate]
    form = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8) + b"data" + struct.pack("<I", len(data))
    return b"RIFF" + struct.pack("<I", len(form) + len(data)) + form + data


def stretched(film: bytes, gap: int) -> bytes:
    """A film in MP4 whose second half stands further back: a seek into it must ask for other bytes.

    Args:
        gap: bytes between the halves.
    """
    offsets = sorted(offset for place, count in _tables(film) for offset in _offsets(film, place, count))
    middle = offsets[len(offsets) // 2]
    moved = bytearray(film)
    for place, count in _tables(film):
        later = [offset + gap if offset >= middle else offset for offset in _offsets(film, place, count)]
        struct.pack_into(f">{count}I", moved, place, *later)
    data = film.index(b"mdat") - 4
    struct.pack_into(">I", moved, data, struct.unpack_from(">I", film, data)[0] + gap)
    return bytes(moved[:middle]) + b"\0" * gap + bytes(moved[middle:])


def _tables(film: bytes) -> list[tuple[int, int]]:
    """Where the offsets of chunks stand, and how many (ISO/IEC 14496-12 §8.7.5)."""
    found, place = [], film.find(b"stco")
    while place >= 0:
        found.append((place + 12, int(struct.unpack_from(">I", film, place + 8)[0])))
        place = film.find(b"stco", place + 1)
    return found


def _offsets(film: bytes, place: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}I", film, place)


def recording(
    library: Library,
    one: Record,
    files: list[tuple[str, str, bytes]],
    *,
    body: str = "",
    resources: tuple[Resource, ...] = (),
    contents: tuple[ContentsEntry, ...] = (),
    **fields: Any,
) -> Publication:
    """A record of recordings, one part a file.

    Args:
        files: name, media type, bytes. body: what is said in the first. fields: of each part.
    """
    empty = hold(library, b"")
    items = tuple(Item(sha256=hold(library, d), size=Bytes(len(d)), media_type=t, name=n) for n, t, d in files)
    parts = tuple(
        Part(
            **{
                "number": n,
                "title": one.title if len(files) == 1 else f"Đoạn {'abcdefgh'[n % 8]}",
                "body": hold(library, body.encode()) if body and n == 1 else empty,
                "characters": len(body) if n == 1 else 0,
                "manner": Manner.FILM if item.media_type.startswith("video/") else Manner.SOUND,
                "item": n - 1,
                "seconds": 20,
                **fields,
            }
        )
        for n, item in enumerate(items, 1)
    )
    return Publication(record=replace(one, items=items), parts=parts, resources=resources, contents=contents)


def fill_with_recordings(library: Library) -> None:
    """Puts recordings of several sorts into a library."""
    tone = wav(20)
    sound = {"kind": Kind.SOUND, "language": "vi", "rights": OPEN}
    kieu = record("kieu", title="Truyện Kiều", creators=(Creator("Nguyễn Du"),), description="Nghe cả nhà.", **sound)
    put(
        library,
        recording(
            library,
            kieu,
            [(f"phần {n}.wav", "audio/wav", tone) for n in (1, 2, 3)],
            body="<p>Trăm năm trong cõi người ta</p>",
            contents=(
                ContentsEntry(depth=0, title="Mở đầu", part=1, place="t0"),
                ContentsEntry(depth=0, title="Gặp gỡ", part=1, place="t12"),
                ContentsEntry(depth=0, title="Đoạn hai", part=2),
            ),
        ),
        recording(
            library, record("dai", title="Đài xã", **sound), [(f"{n}.wav", "audio/wav", wav(1)) for n in range(60)]
        ),
        _film(library),
        _song(library),
        _rented(library),
    )
    put(library, *_looked_at(library))


def _film(library: Library) -> Publication:
    poster = Resource(name="0123456789abcdef.png", media_type="image/png", blob=hold(library, png(64, 36)))
    spoken = Resource(name="fedcba9876543210.vtt", media_type="text/vtt", blob=hold(library, VTT.encode()))
    return recording(
        library,
        record("ong", title="Nuôi ong", kind=Kind.FILM, rights=OPEN),
        [("nuôi ong.mp4", "video/mp4", stretched(FILM.read_bytes(), 24_000_000))],
        body="<p>Con ong làm mật</p>",
        resources=(poster, spoken),
        picture=poster.name,
        width=64,
        height=36,
        subtitles=(Subtitles("vi", "Tiếng Việt", spoken.name),),
    )


def _song(library: Library) -> Publication:
    person = Recording(
        person="Lò Thị Inh",
        place="bản Lạn",
        ethnic_group="Thái",
        recorded="2026-03-05",
        consent=Consent(by="Lò Thị Inh", how="ký giấy", purpose="nghe tại tủ sách"),
    )
    one = record("hat-ru", title="Hát ru", kind=Kind.SOUND, rights=OPEN, recording=person)
    return recording(library, one, [("hát ru.wav", "audio/wav", wav(20))])


def _rented(library: Library) -> Publication:
    rights = Rights(rights_class=RightsClass.LICENSED)
    one = record("phim-thue", title="Phim thuê", kind=Kind.FILM, rights=rights)
    return recording(library, one, [("thuê.mp4", "video/mp4", FILM.read_bytes())], playing=Playing.SOME)


def _looked_at(library: Library) -> list[Publication]:
    """A photograph, a book that was only photographed, and one with letters."""
    empty = hold(library, b"")
    shown = Resource(name="aaaaaaaaaaaaaaaa.png", media_type="image/png", blob=hold(library, png(40, 30)))
    photo = Item(sha256=hold(library, png(80, 60)), size=Bytes(1), media_type="image/png", name="suối.png")
    picture = Part(number=1, title="Suối", body=empty, manner=Manner.PICTURE, picture=shown.name, width=40, height=30)
    return [
        Publication(
            record=record("suoi", title="Suối Nậm La", kind=Kind.PICTURE, rights=OPEN, items=(photo,)),
            parts=(picture,),
            resources=(shown,),
        ),
        _pages(library, "ban-chup", "Bản chụp", empty, 0),
        _pages(library, "ban-chu", "Bản có chữ", empty, 5),
    ]


def _pages(library: Library, local: str, title: str, body: Sha256, characters: int) -> Publication:
    file = Item(sha256=hold(library, title.encode()), size=Bytes(1), media_type="application/pdf", name=f"{local}.pdf")
    pages = tuple(
        Part(number=n, title="", body=body, manner=Manner.PAGE, page=n, width=595, height=842, characters=characters)
        for n in range(1, 25)
    )
    return Publication(record=record(local, title=title, rights=OPEN, items=(file,)), parts=pages)


def path_of(local: str, word: str) -> str:
    """The address of a record of this library."""
    return f"/{word}/{RecordId(f'{OWN}/{local}')}"
