"""Guards files and pictures: types, ranges by RFC 9110, validators, names to keep, and rights."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.webapp.library.conftest import Box
from webapp.library.file import disposition


@pytest.fixture
def file_path(box: Box) -> str:
    return f"{box.path('Mùa hoa ban')}/tep/{quote('Mùa hoa ban.epub')}"


def test_a_file_is_sent_whole_under_its_own_name(box: Box, file_path: str) -> None:
    answer = box.get(file_path)
    assert answer.status_code == 200
    assert answer.content_type == "application/epub+zip"
    assert answer.data[:4] == b"PK\x03\x04"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Mua hoa ban.epub\"; filename*=UTF-8''M%C3%B9a%20hoa%20ban.epub"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("field", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=5-9", 5, 9),
        ("bytes=-4", -4, None),
        ("bytes=10-", 10, None),
        ("BYTES= 1 - 3 ", 1, 3),
    ],
)
def test_a_range_is_sent_as_asked(box: Box, file_path: str, field: str, first: int, last: int | None) -> None:
    whole = box.get(file_path).data
    answer = box.get(file_path, headers={"Range": field})
    expected = whole[first:] if last is None else whole[first : last + 1]
    assert answer.status_code == 206
    assert answer.data == expected
    start = first if first >= 0 else len(whole) + first
    assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


def test_a_range_after_the_end_says_how_long_the_file_is(box: Box, file_path: str) -> None:
    size = len(box.get(file_path).data)
    for field in (f"bytes={size}-", "bytes=-0", f"bytes={'9' * 30}-"):
        answer = box.get(file_path, headers={"Range": field})
        assert answer.status_code == 416
        assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize("field", ["items=0-3", "bytes=0-1,3-4", "bytes=a-b", "bytes=", "bytes=5-2", "0-3", "bytes"])
def test_a_range_that_cannot_be_read_gets_the_whole(box: Box, file_path: str, field: str) -> None:
    answer = box.get(file_path, headers={"Range": field})
    assert answer.status_code == 200
    assert len(answer.data) == int(answer.headers["Content-Length"])


def test_a_range_of_another_edition_gets_the_whole(box: Box, file_path: str) -> None:
    etag = box.get(file_path).headers["ETag"]
    right = box.get(file_path, headers={"Range": "bytes=0-1", "If-Range": etag})
    assert right.status_code == 206
    for other in ('"other"', f"W/{etag}", "Mon, 23 Nov 2026 00:00:00 GMT"):
        assert box.get(file_path, headers={"Range": "bytes=0-1", "If-Range": other}).status_code == 200


def test_who_has_it_already_gets_it_not_again(box: Box, file_path: str) -> None:
    etag = box.get(file_path).headers["ETag"]
    for field in (etag, f"W/{etag}", f'"a", {etag}', "*"):
        answer = box.get(file_path, headers={"If-None-Match": field, "Range": "bytes=0-1"})
        assert answer.status_code == 304
        assert answer.headers["ETag"] == etag
        assert answer.data == b""


def test_the_event_of_a_file_says_whether_it_was_from_its_start(box: Box, file_path: str) -> None:
    box.get(file_path)
    box.get(file_path, headers={"Range": "bytes=0-9"})
    box.get(file_path, headers={"Range": "bytes=10-19"})
    assert [event.from_start for event in box.events.events] == [True, True, False]


def test_a_file_that_may_not_be_taken_home_is_not_there(box: Box) -> None:
    assert box.get(f"{box.path('Sách thuê')}/tep/thue.epub").status_code == 404


def test_a_picture_never_changes_and_cannot_act(box: Box) -> None:
    found = re.search(r'src="([^"]+-nho\.jpg)"', box.get(box.path("Mùa hoa ban")).text)
    assert found is not None
    answer = box.get(found[1])
    assert answer.headers["Cache-Control"].endswith("immutable")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = box.get(found[1], headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert not box.events.events[1:]


def test_a_picture_of_a_restricted_book_is_asked_for_anew_each_time(box: Box) -> None:
    path = box.path("Sách thuê")
    found = re.search(r'src="([^"]+-nho\.jpg)"', box.get(path).text)
    assert found is not None
    answer = box.get(found[1])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert box.get(found[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    box.clock.today = box.clock.today.replace(year=2027, month=2, day=1)
    assert box.get(found[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 410


def test_a_picture_that_is_not_there_is_not_found(box: Box) -> None:
    assert box.get(f"{box.path('Mùa hoa ban')}/hinh/0000000000000000.png").status_code == 404
    assert box.get(f"{box.path('Mùa hoa ban')}/hinh/..%2F..%2Flibrary.db").status_code == 404


def test_without_a_thumbnail_the_cover_itself_is_sent(own_box: Box) -> None:
    found = re.search(r'src="([^"]+-nho\.jpg)"', own_box.get(own_box.path("Mùa hoa ban")).text)
    assert found is not None
    for made in (own_box.library.made / "covers").iterdir():
        made.unlink()
    answer = own_box.get(found[1])
    assert answer.status_code == 200
    assert answer.content_type.startswith("image/")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ['a"b\\c.epub', "..\r\nSet-Cookie: a.epub", "../../x", "ꪼꪕ.epub", "Đường.epub"])
def test_a_name_to_keep_a_file_under_stays_within_its_field(name: str) -> None:
    field = disposition(name)
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9._ -]+\"; filename\*=UTF-8''[A-Za-z0-9%._~-]+", field)
