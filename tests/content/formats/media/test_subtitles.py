"""Guards that subtitles of any origin become strict WebVTT, in order, safe, and a text that leads into the film."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.formats.media import SubtitlesReader
from content.formats.media._cues import read_cues, webvtt
from content.formats.reading import Extract, ReadLimits, Refusal, RefusedError

SRT = """1
00:00:01,000 --> 00:00:02,500
Chào <i>bà con</i>!

2
00:01:03,5 --> 00:01:05,000 X1:10 X2:90
{\\an8}<font color="red">Hôm nay</font>
chúng ta & các bạn
"""
STRICT = """WEBVTT

00:00:01.000 --> 00:00:02.500
Chào <i>bà con</i>!

00:01:03.500 --> 00:01:05.000
Hôm nay
chúng ta &amp; các bạn
"""


def read(data: bytes, folder: Path) -> Extract:
    path = folder / "subtitles"
    path.write_bytes(data)
    reader = SubtitlesReader()
    assert reader.recognises(data[:4_096], path)
    return reader.read(path, folder, ReadLimits())


def written(data: bytes, folder: Path) -> str:
    (resource,) = read(data, folder).resources
    assert resource.media_type == "text/vtt"
    return (folder / resource.file).read_text("utf-8")


def converted(text: str) -> list[tuple[int, int, str, str]]:
    return [(cue.start, cue.end, cue.settings, cue.text) for cue in read_cues(text)[0]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_subrip_becomes_webvtt(encoding: str, newline: str, tmp_path: Path) -> None:
    assert written(SRT.replace("\n", newline).encode(encoding), tmp_path) == STRICT


def test_subrip_of_an_old_vietnamese_system_is_read(tmp_path: Path) -> None:
    said = (
        b"Nh\xfdng ng\xfd\xf5\xcci \xf0\xe0n \xf4ng v\xe0 \xf0\xe0n b\xe0 c\xf9a b\xe0n n\xe0y kh\xf4ng c\xf3 g\xec. "
        * 4
    )
    text = written(b"1\n00:00:01,000 --> 00:00:02,500\n" + said, tmp_path)
    assert "người đàn ông và đàn bà" in text


def test_what_is_said_is_a_text_that_leads_into_the_film(tmp_path: Path) -> None:
    extract = read(SRT.encode(), tmp_path)
    (part,) = extract.parts
    assert (tmp_path / part.file).read_text("utf-8") == (
        '<p id="t1">Chào bà con!</p>\n<p id="t63">Hôm nay chúng ta &amp; các bạn</p>\n'
    )
    assert part.characters > 0
    assert [(one.place, one.text) for one in extract.passages] == [("t1", "Chào bà con!\nHôm nay chúng ta & các bạn")]


def test_webvtt_keeps_sound_settings_and_loses_styles_and_notes(tmp_path: Path) -> None:
    source = """WEBVTT - Phim
Kind: captions
Language: vi

STYLE
::cue { background: url(http://a.example/x) }

NOTE
không hiện

REGION
id:a

first
00:01.000 --> 00:02.000 align:start position:10% region:a line:-1 onclick:x
<v Mẹ>Con ơi</v> <c.red>đi</c> <00:01.500>về <lang tai>mák</lang> <script>x</script>

ghi chú không có giờ
"""
    assert written(source.encode(), tmp_path) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start position:10% line:-1\n"
        "<v Mẹ>Con ơi</v> đi về <lang tai>mák</lang> x\n"
    )
    assert read(source.encode(), tmp_path).description.language == "vi"


def test_cues_come_in_order_and_those_without_a_time_that_can_be_are_left_out() -> None:
    text = (
        "2\n00:00:05,000 --> 00:00:06,000\nhai\n\n1\n00:00:01,000 --> 00:00:02,000\nmột\n\n"
        "3\n00:00:09,000 --> 00:00:08,000\nlùi\n\n4\n00:99:00,000 --> 00:99:01,000\nxa\n\n"
        "5\n99:00:00,000 --> 99:00:01,000\nmai\n\n6\n00:00:10,000 --> 00:00:11,000\n\n"
    )
    cues, lost = read_cues(text)
    assert [cue.text for cue in cues] == ["một", "hai"]
    assert lost == 4


def test_number_that_is_said_is_kept_and_empty_lines_inside_do_not_end_subrip() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n1945\n\nnăm ấy\n\n2\n00:00:03,000 --> 00:00:04,000\nxong"
    assert [text for *_, text in converted(text)] == ["1945\nnăm ấy", "xong"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<b>a", "<b>a</b>"),
        ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
        ("a</i>", "a"),
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("&lt;b&gt; &amp;&nbsp;x", "&lt;b&gt; &amp; x"),
        ("a<br>b", "a\nb"),
        ("<img src=x onerror=y>a", "a"),
        ("<v &quot;&gt;x>a", "<v &quot;&gt;x>a</v>"),
        ("<lang ><b>", ""),
    ],
)
def test_markup_is_closed_and_nothing_else_is_markup(said: str, shown: str) -> None:
    found = [text for *_, text in converted(f"1\n00:00:01,000 --> 00:00:02,000\n{said}\n")]
    assert [text.replace('"', "&quot;") for text in found] == ([shown] if shown else [])


@given(st.text(alphabet="<>/bi&v lang.{}\\an8-\n\r0123:,", max_size=80))
def test_what_was_written_is_read_back_the_same(said: str) -> None:
    cues, _ = read_cues(f"1\n00:00:01,000 --> 00:00:02,000\n{said}\n")
    assert read_cues(webvtt(cues)) == (cues, 0)


@pytest.mark.parametrize("data", [b"WEBVTT\n", b"WEBVTT\n\nNOTE a\n", b"1\n00:00:01,000 --> 00:00:01,000\na"])
def test_subtitles_that_say_nothing_are_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read(data, tmp_path)
    assert caught.value.refusal is Refusal.NOTHING_TO_READ
