"""Guards recordings as they are played: types, ranges, rights, and that nothing else leaves by their address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from content.records import Kind, Recording, Rights, RightsClass
from tests.content.libraries import put, readable, record
from tests.webapp.library.conftest import Box
from tests.webapp.library.recordings import path_of, recording, wav

KIEU = f"{path_of('kieu', 'nghe')}/phat/{quote('phần 1.wav')}"
FILM = f"{path_of('ong', 'xem')}/phat/{quote('nuôi ong.mp4')}"
RENTED = f"{path_of('phim-thue', 'xem')}/phat/{quote('thuê.mp4')}"


def test_a_recording_is_sent_to_be_played_in_its_place(recorded: Box) -> None:
    answer = recorded.get(KIEU)
    assert answer.status_code == 200
    assert answer.data == wav(20)
    expected = {
        "Content-Type": "audio/wav",
        "Content-Disposition": "inline",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
        "Content-Length": str(len(wav(20))),
    }
    assert {name: answer.headers[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("field", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-", 0, 160_043),
        ("bytes=1000-1999", 1000, 1999),
        ("bytes=160043-", 160_043, 160_043),
        ("bytes=160000-999999", 160_000, 160_043),
        ("bytes=-100", 159_944, 160_043),
        ("bytes=-999999", 0, 160_043),
    ],
)
def test_every_range_of_a_recording_is_the_bytes_asked_for(recorded: Box, field: str, first: int, last: int) -> None:
    answer = recorded.get(KIEU, headers={"Range": field})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/160044"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.data == wav(20)[first : last + 1]


@pytest.mark.parametrize("field", ["bytes=160044-", "bytes=-0", "bytes=999999-1000000"])
def test_a_range_past_the_end_is_refused_with_the_length(recorded: Box, field: str) -> None:
    answer = recorded.get(KIEU, headers={"Range": field})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */160044"
    assert answer.data == b""


@pytest.mark.parametrize("field", ["bytes=0-1,5-6", "bytes=5-1", "items=0-1", "bytes=", "bytes=x-"])
def test_what_is_no_single_range_gets_the_whole(recorded: Box, field: str) -> None:
    answer = recorded.get(KIEU, headers={"Range": field})
    assert answer.status_code == 200
    assert len(answer.data) == 160_044


def test_a_range_goes_on_only_with_the_same_recording(recorded: Box) -> None:
    etag = recorded.get(KIEU).headers["ETag"]
    same = recorded.get(KIEU, headers={"Range": "bytes=5-9", "If-Range": etag})
    assert (same.status_code, same.data) == (206, wav(20)[5:10])
    for other in (f"W/{etag}", '"another"', "Mon, 23 Nov 2026 00:00:00 GMT"):
        assert recorded.get(KIEU, headers={"Range": "bytes=5-9", "If-Range": other}).status_code == 200


def test_who_asks_for_the_head_alone_gets_no_range_and_no_bytes(recorded: Box) -> None:
    answer = recorded.client.head(KIEU, headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == "160044"
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_listening_counts_once_from_the_first_byte_and_not_with_every_seek(recorded: Box) -> None:
    for field in ("bytes=0-", "bytes=100000-", "bytes=-500", "bytes=160044-"):
        recorded.get(KIEU, headers={"Range": field})
    assert [(one.status, one.from_start) for one in recorded.events.events] == [
        (206, True),
        (206, False),
        (206, False),
        (416, False),
    ]


def test_a_film_that_may_not_be_taken_home_can_be_watched(recorded: Box) -> None:
    answer = recorded.get(RENTED, headers={"Range": "bytes=0-9"})
    assert answer.status_code == 206
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert recorded.get(RENTED.replace("/phat/", "/tep/")).status_code == 404


def test_a_book_does_not_leave_by_the_address_of_recordings(own_box: Box) -> None:
    licensed = Rights(rights_class=RightsClass.LICENSED)
    put(own_box.library, readable(own_box.library, record("muon", title="muon", rights=licensed), "Chữ"))
    put(own_box.library, readable(own_box.library, record("cho", title="cho"), "Chữ"))
    assert own_box.get(f"{path_of('muon', 'sach')}/phat/muon.epub").status_code == 404
    assert own_box.get(f"{path_of('cho', 'sach')}/phat/cho.epub").status_code == 404
    assert own_box.get(f"{path_of('cho', 'sach')}/tep/cho.epub").status_code == 200


@pytest.mark.parametrize(
    ("rights_class", "status"), [(RightsClass.PUBLIC_DOMAIN, 200), (RightsClass.LIBRARY_EXCEPTION, 404)]
)
def test_what_no_browser_plays_is_only_to_be_kept(own_box: Box, rights_class: RightsClass, status: int) -> None:
    one = record("cu", kind=Kind.FILM, rights=Rights(rights_class=rights_class))
    film = recording(own_box.library, one, [("cũ.mkv", "video/x-matroska", b"film")])
    put(own_box.library, film)
    answer = own_box.get(f"{path_of('cu', 'xem')}/phat/{quote('cũ.mkv')}")
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_a_recording_that_is_not_there_is_not_found(recorded: Box) -> None:
    assert recorded.get(f"{path_of('kieu', 'nghe')}/phat/x.wav").status_code == 404
    assert recorded.get(f"{path_of('khong', 'nghe')}/phat/x.wav").status_code == 404


def test_subtitles_are_sent_as_what_they_are(recorded: Box) -> None:
    answer = recorded.get(f"{path_of('ong', 'xem')}/hinh/fedcba9876543210.vtt")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/vtt")


def test_a_picture_as_it_was_brought_never_leaves(recorded: Box) -> None:
    path = path_of("suoi", "anh")
    assert recorded.get(f"{path}/tep/{quote('suối.png')}").status_code == 404
    assert recorded.get(f"{path}/phat/{quote('suối.png')}").status_code == 404
    assert recorded.get(f"{path}/hinh/aaaaaaaaaaaaaaaa.png").status_code == 200


def test_a_recording_whose_person_did_not_agree_is_not_sent(own_box: Box) -> None:
    song = recording(own_box.library, record("ru", kind=Kind.SOUND), [("ru.wav", "audio/wav", wav(1))])
    put(own_box.library, replace(song, record=replace(song.record, recording=Recording(person="Lò Thị Inh"))))
    assert own_box.get(f"{path_of('ru', 'nghe')}/phat/ru.wav").status_code in {404, 410}
    assert own_box.get(path_of("ru", "nghe")).status_code in {404, 410}
