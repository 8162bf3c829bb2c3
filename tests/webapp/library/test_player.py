"""Guards players and the pages of recordings as a phone without script has them, and what a record's page says."""

from __future__ import annotations

import gzip
import html
import re
from datetime import date
from urllib.parse import quote

import pytest

from content.records import Creator, Kind, Playing, Rights, RightsClass, Subtitles
from tests.content.libraries import put, record
from tests.webapp.library.conftest import Box
from tests.webapp.library.recordings import OPEN, path_of, recording, wav
from webapp.library.durations import duration_words, moment

KIEU = path_of("kieu", "nghe")
PAGE_BYTES = 20_000


def text_of(page: str) -> str:
    """What a reader reads of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (1, "1 giây"),
        (45, "45 giây"),
        (59, "59 giây"),
        (60, "1 phút"),
        (89, "1 phút"),
        (90, "2 phút"),
        (3_569, "59 phút"),
        (3_570, "1 giờ"),
        (3_900, "1 giờ 5 phút"),
        (11_220, "3 giờ 7 phút"),
    ],
)
def test_a_length_is_said_in_words(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_moment_is_written_as_players_write_it() -> None:
    assert [moment(seconds) for seconds in (0, 45, 754, 3_723)] == ["0:00", "0:45", "12:34", "1:02:03"]


def test_a_part_has_its_player_the_ways_on_and_back_and_all_parts(recorded: Box) -> None:
    page = recorded.get(f"{KIEU}/2").text
    assert re.search(r"<h1[^>]*>Phần 2. Đoạn c</h1>", page)
    assert re.search(rf'<audio controls preload="metadata" src="{KIEU}/phat/{quote("phần 2.wav")}"', page)
    assert f'rel="prev" href="{KIEU}/1"' in page
    assert f'rel="next" href="{KIEU}/3"' in page
    assert f'class="trolai" href="{KIEU}"' in page
    assert "Phần 2 trong 3 · 20 giây" in page
    assert len(re.findall(r'<i class="so">', page)) == 3
    assert re.findall(r'class="d ht" href="([^"]*)" aria-current="true"', page) == [f"{KIEU}/2"]
    assert "Đang mở · 20 giây" in page


def test_a_part_can_be_taken_home_with_its_size(recorded: Box) -> None:
    page = recorded.get(f"{KIEU}/2").text
    assert f'href="{KIEU}/tep/{quote("phần 2.wav")}"' in page
    assert "Tải phần này (WAV, 0,2 MB)" in page


def test_the_ends_lead_nowhere_else(recorded: Box) -> None:
    assert 'rel="prev"' not in recorded.get(f"{KIEU}/1").text
    assert 'rel="next"' not in recorded.get(f"{KIEU}/3").text


def test_chapters_lead_to_their_moment_without_script(recorded: Box) -> None:
    page = recorded.get(f"{KIEU}/1").text
    assert re.search(rf'<li id="t12"><a class="d" href="{KIEU}/1\?tu=12" data-tu="12">', page)
    assert "Các đoạn" not in recorded.get(f"{KIEU}/2").text
    assert f'{quote("phần 1.wav")}#t=12"' in recorded.get(f"{KIEU}/1?tu=12").text


def test_what_is_said_stands_folded_under_the_player(recorded: Box) -> None:
    page = recorded.get(f"{KIEU}/1").text
    assert re.search(r"<details[^>]*><summary>Lời trong bài</summary>.*Trăm năm trong cõi người ta", page, re.DOTALL)
    assert "Lời trong bài" not in recorded.get(f"{KIEU}/2").text
    assert "Lời thoại" in recorded.get(path_of("ong", "xem")).text


def test_a_part_that_is_not_there_leads_back_to_the_record(recorded: Box) -> None:
    answer = recorded.get(f"{KIEU}/4")
    assert answer.status_code == 404
    assert f'href="{KIEU}"' in answer.text


def test_a_record_of_one_recording_is_played_on_its_own_page(recorded: Box) -> None:
    path = path_of("ong", "xem")
    page = recorded.get(path).text
    assert re.search(rf'<video controls preload="metadata" src="{path}/phat/{quote("nuôi ong.mp4")}"', page)
    assert f'poster="{path}/hinh/0123456789abcdef.png"' in page
    assert 'width="64" height="36" playsinline' in page
    assert (
        f'<track kind="subtitles" src="{path}/hinh/fedcba9876543210.vtt" srclang="vi" label="Tiếng Việt" default>'
        in page
    )
    assert "Xem ngay" not in page
    assert "Tải về máy (MP4, 24,0 MB)" in page
    assert "Lời thoại" in page
    assert page.count("/tep/") == 1


def test_a_record_of_several_begins_with_its_first_and_lists_them(recorded: Box) -> None:
    page = recorded.get(KIEU).text
    assert "<audio" not in page
    assert re.search(rf'href="{KIEU}/1"[^>]*>.*?<span>Nghe ngay</span>', page)
    assert "Nghe tiếp" in page
    assert 'data-dau="Nghe từ đầu"' in page
    assert "Quên chỗ đang nghe" in page
    assert "3 phần · 1 phút" in page
    assert len(re.findall(r'<i class="so">', page)) == 3
    assert "Tải về máy" not in page
    assert "Mục lục" not in page


def test_sixty_parts_are_listed_in_pages(recorded: Box) -> None:
    path = path_of("dai", "nghe")
    first, last = recorded.get(path).text, recorded.get(f"{path}?trang=3").text
    assert len(re.findall(r'<i class="so">', first)) == 24
    assert f'href="{path}?trang=2#cac-phan"' in first
    assert re.findall(r'<i class="so">(\d+)', last) == [str(number) for number in range(49, 61)]
    assert recorded.get(f"{path}?trang=4").status_code == 404
    inner = recorded.get(f"{path}/30").text
    assert re.findall(r'<i class="so">(\d+)', inner) == [str(number) for number in range(25, 49)]
    assert f'href="{path}#cac-phan"' in inner
    assert "Xem tất cả 60 phần" in inner


def test_a_film_that_old_phones_do_not_play_says_so_before_its_player(recorded: Box) -> None:
    page = recorded.get(path_of("phim-thue", "xem")).text
    assert page.index("Máy cũ có thể không phát được phim này.") < page.index("<video")
    assert "Hãy hỏi cán bộ thư viện." in page
    assert "Tải về" not in text_of(page)


@pytest.mark.parametrize("rights_class", [RightsClass.PUBLIC_DOMAIN, RightsClass.LICENSED])
def test_what_no_phone_plays_is_to_be_taken_home_where_that_is_allowed(own_box: Box, rights_class: RightsClass) -> None:
    one = record("la", kind=Kind.SOUND, rights=Rights(rights_class=rights_class))
    put(own_box.library, recording(own_box.library, one, [("lạ.wma", "audio/x-ms-wma", b"x")], playing=Playing.NOWHERE))
    page = own_box.get(path_of("la", "nghe")).text
    assert "Điện thoại không tự phát được bài này." in page
    advice = "Hãy tải về." if rights_class is RightsClass.PUBLIC_DOMAIN else "Hãy hỏi cán bộ thư viện."
    assert advice in page
    assert "<audio" not in page
    assert "/s/phat" not in page
    assert ('<a class="btn" href="/nghe/' in page) is (rights_class is RightsClass.PUBLIC_DOMAIN)


@pytest.mark.parametrize(("before", "first"), [("", "vi"), ("/en", "en")])
def test_subtitles_in_the_language_of_the_page_show_by_themselves(own_box: Box, before: str, first: str) -> None:
    ways = tuple(
        Subtitles(language, language, f"{n}bcdef0123456789.vtt") for n, language in enumerate(("blt", "en", "vi"))
    )
    one = record("hoi", kind=Kind.FILM, rights=OPEN)
    put(own_box.library, recording(own_box.library, one, [("hội.mp4", "video/mp4", b"x")], subtitles=ways))
    tracks = re.findall(
        r'<track [^>]*srclang="(\w+)"[^>]*?( default)?>', own_box.get(before + path_of("hoi", "xem")).text
    )
    assert tracks[0] == (first, " default")
    assert [default for _, default in tracks[1:]] == ["", ""]


def test_of_a_recording_nobody_says_that_it_may_be_read(own_box: Box) -> None:
    kinds = {"nghe": ("audio/mpeg", Kind.SOUND), "xem": ("video/mp4", Kind.FILM)}
    for way, (media_type, kind) in kinds.items():
        for rights_class in (RightsClass.UNSTATED, RightsClass.LICENSED):
            name = f"{way}-{rights_class.value}"
            one = record(name, kind=kind, rights=Rights(rights_class=rights_class, until=date(2099, 1, 31)))
            put(own_box.library, recording(own_box.library, one, [("một", media_type, b"x")]))
            said = text_of(own_box.get(path_of(name, way)).text)
            assert "cho nghe, xem ở đây" in said or "Nghe, xem thì được." in said
            assert "Nghe, xem được đến hết ngày 31/01/2099." in said
            assert "Đọc" not in said


def test_who_plays_and_who_wrote_the_words_is_told(own_box: Box) -> None:
    one = record("bai", kind=Kind.SOUND, creators=(Creator("Cầm Vui", "prf"), Creator("Lò Văn E", "lyr")))
    put(own_box.library, recording(own_box.library, one, [("bài.mp3", "audio/mpeg", b"x")]))
    said = text_of(own_box.get(path_of("bai", "nghe")).text)
    assert "Cầm Vui (trình bày)" in said
    assert "Lò Văn E (lời)" in said


def test_who_sang_and_that_she_agreed_is_told(recorded: Box) -> None:
    page = recorded.get(path_of("hat-ru", "nghe")).text
    for name, words in {
        "Người hát, kể": "Lò Thị Inh",
        "Dân tộc": "Thái",
        "Thu ở": "bản Lạn",
        "Thu ngày": "05/03/2026",
        "Đã đồng ý": "Lò Thị Inh · ký giấy · nghe tại tủ sách",
    }.items():
        assert f"<dt>{name}</dt><dd>{words}</dd>" in page
    assert "Người hát, kể" not in recorded.get(KIEU).text


def test_titles_that_count_themselves_are_not_counted_twice(own_box: Box) -> None:
    files = [(f"{n}.wav", "audio/wav", wav(1)) for n in (1, 2)]
    one = record("tap", kind=Kind.SOUND, rights=OPEN)
    put(own_box.library, recording(own_box.library, one, files, title="Tập 7: Chợ phiên"))
    assert "<h1>Tập 7: Chợ phiên</h1>" in own_box.get(f"{path_of('tap', 'nghe')}/2").text


def test_a_recording_without_a_name_is_called_by_its_number(own_box: Box) -> None:
    files = [(f"{n}.wav", "audio/wav", wav(1)) for n in (1, 2)]
    put(own_box.library, recording(own_box.library, record("vo", kind=Kind.SOUND, rights=OPEN), files, title=""))
    assert "<h1>Phần 2</h1>" in own_box.get(f"{path_of('vo', 'nghe')}/2").text


def test_titles_and_names_from_outside_cannot_act(own_box: Box) -> None:
    evil = '"><script>alert(1)</script>'
    files = [(f"{n}{evil}.wav".replace("/", "_"), "audio/wav", wav(1)) for n in (1, 2)]
    one = record("xau", title=evil, kind=Kind.SOUND, rights=OPEN)
    put(own_box.library, recording(own_box.library, one, files, title=evil))
    for path in (path_of("xau", "nghe"), f"{path_of('xau', 'nghe')}/1"):
        assert "<script>alert" not in own_box.get(path).text


def test_a_player_page_is_light(recorded: Box) -> None:
    for path in (f"{path_of('dai', 'nghe')}/30", path_of("ong", "xem")):
        assert len(gzip.compress(recorded.get(path).data, 6)) <= PAGE_BYTES


def test_the_script_of_players_stands_only_where_something_is_played(recorded: Box) -> None:
    assert "/s/phat-" in recorded.get(f"{KIEU}/1").text
    assert "/s/phat-" in recorded.get(path_of("ong", "xem")).text
    assert "/s/phat-" not in recorded.get(KIEU).text
    assert "/s/phat-" not in recorded.get("/").text


def test_a_player_may_take_in_recordings_of_this_library_alone(recorded: Box) -> None:
    assert "media-src 'self';" in recorded.get(f"{KIEU}/1").headers["Content-Security-Policy"]
    assert recorded.get(path_of("phim-thue", "xem")).headers["Cache-Control"] == "private, no-cache"


def test_pages_of_a_scan_are_counted_and_said_to_have_no_letters(recorded: Box) -> None:
    scan = text_of(recorded.get(path_of("ban-chup", "sach")).text)
    assert "24 trang" in scan
    assert "Trang là ảnh chụp, không có chữ để tìm." in scan
    assert "không có chữ để tìm" not in recorded.get(path_of("ban-chu", "sach")).text
    assert "Đọc ngay" in scan
    assert "PDF, 0,1 MB, đọc khi ở nhà" in scan


def test_of_a_photograph_what_is_shown_is_taken_home(recorded: Box) -> None:
    page = recorded.get(path_of("suoi", "anh")).text
    assert "Xem ảnh" in page
    assert f'href="{path_of("suoi", "anh")}/hinh/aaaaaaaaaaaaaaaa.png"' in page
    assert "/tep/" not in page


def test_a_player_speaks_english_under_its_english_address(recorded: Box) -> None:
    page = recorded.get(f"/en{KIEU}/2").text
    assert re.search(r"<h1[^>]*>Part 2. Đoạn c</h1>", page)
    assert "20 seconds" in page
    assert f'href="/en{KIEU}/3"' in page
    assert not re.findall(r"Tải|Đang mở|Các phần", text_of(page))
