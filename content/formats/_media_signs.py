"""Whether a file is sound, film or subtitles by its first bytes: most have no sign at a fixed place, but a pattern."""

from __future__ import annotations

import re
from typing import Final, Literal

Media = Literal["sound", "film"]

_AT_ZERO: Final[tuple[tuple[bytes, Media], ...]] = (
    (b"ID3", "sound"),
    (b"fLaC", "sound"),
    (b"#!AMR", "sound"),
    (b"MThd\0\0\0\x06", "sound"),
    (b".snd\0\0\0", "sound"),
    (b"MAC \x96\x0f", "sound"),
    (b"wvpk", "sound"),
    (b"\x0bw", "sound"),
    (b"FLV\x01", "film"),
    (b".RMF\0\0\0", "film"),
    (b"\0\0\x01\xb3", "film"),
    (b"\0\0\x01\xba", "film"),
)
_FORMS: Final[dict[tuple[bytes, bytes], Media]] = {
    (b"RIFF", b"WAVE"): "sound",
    (b"RIFF", b"RMID"): "sound",
    (b"RIFF", b"AVI "): "film",
    (b"RF64", b"WAVE"): "sound",
    (b"FORM", b"AIFF"): "sound",
    (b"FORM", b"AIFC"): "sound",
}
"""Chunked files (EA IFF 85 and its little-endian twin RIFF): the outer chunk, and the form it names."""
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B ", b"aax ", b"3ga "})
_QUICKTIME: Final = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
"""Boxes that a QuickTime film of before 2001, without a brand, begins with."""
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILM: Final = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
"""Types of streams in the header (ASF specification §11.2): one of pictures makes it a film."""
_EBML: Final = b"\x1aE\xdf\xa3"
_EBML_FILM: Final = re.compile(rb"\xae.{0,60}?\x83\x81\x01|V_[A-Z]", re.DOTALL)
_OGG_FILM: Final = (b"\x80theora", b"\x01video\0\0\0", b"OVP80", b"BBCD\0")
_PACKET: Final = 188
"""Bytes of a packet of a transport stream (ISO/IEC 13818-1 §2.4.3.2); each begins with 0x47."""

# ISO/IEC 11172-3 §2.4.2.3 and 13818-3: kbit/s by the index in the header, for layers III and II of version 1, and for
# both of versions 2 and 2.5; samples a second by the index for version 1.
_RATES: Final = {
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (2, 0): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLES: Final = (44_100, 48_000, 32_000)
_LONGEST: Final = 1_442
"""Bytes of the longest frame: layer III at 320 kbit/s and 32 kHz has 1,441."""
_ENOUGH: Final = 3
"""Frames in a row that are no chance."""

_WEBVTT: Final = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?(?:\r|\n|$)")
_SRT: Final = re.compile(
    r"\ufeff?\s*(?:\d{1,7}[ \t]*(?:\r\n?|\n))?\s*-?\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-->[ \t]*-?\d"
)


def media_kind(head: bytes) -> Media | None:
    """Whether bytes begin a recording, and of what; None where they do not show it.

    Args:
        head: the first 4,096 bytes, or all there is.
    """
    if head[4:8] == b"ftyp":
        return "sound" if head[8:12] in _SOUND_BRANDS else "film"
    form = _FORMS.get((head[:4], head[8:12]))
    plain = form or next((media for sign, media in _AT_ZERO if head.startswith(sign)), None)
    return plain or _by_container(head) or ("sound" if _is_mpeg_sound(head) else None)


def is_subtitles(text: str) -> bool:
    """Whether a text begins as WebVTT (§4.1) or as SubRip.

    Args:
        text: its beginning; bytes of an unknown encoding may be read as Latin-1, for the signs are ASCII.
    """
    return _WEBVTT.match(text) is not None or _SRT.match(text) is not None


def _by_container(head: bytes) -> Media | None:
    if head.startswith(b"OggS"):
        return "film" if any(sign in head for sign in _OGG_FILM) else "sound"
    if head.startswith(_EBML):
        # Its tracks may stand further in; then it is what nearly all are.
        is_sound = b"A_" in head and _EBML_FILM.search(head) is None
        return "sound" if is_sound else "film"
    if head.startswith(_ASF):
        return "film" if _ASF_FILM in head else "sound"
    if head[4:8] in _QUICKTIME and head[:2] == b"\0\0":
        return "film"
    return "film" if any(_is_transport(head[skipped:]) for skipped in (0, 4)) else None


def _is_transport(head: bytes) -> bool:
    """Whether packets of a transport stream follow one another; those of cameras have four bytes more each."""
    return any(
        len(head) > 4 * step and all(head[at] == 0x47 for at in range(0, len(head), step))
        for step in (_PACKET, _PACKET + 4)
    )


def _is_mpeg_sound(head: bytes) -> bool:
    """Whether frames of MPEG audio or of AAC (ADTS) follow one another, at once, after zeros, or after a cut frame."""
    frames = head.lstrip(b"\0")
    if len(frames) < 2 and len(head) > 2:
        return False
    length = _frame(frames) or _adts_frame(frames)
    following = frames[length : length + 4]
    if length and len(following) == 4:
        return _goes_on(frames, following) or _is_cut_in(head)
    # Of a short beginning the one header must do, but for zeros before it, which make chance too likely.
    return (length > 0 and len(frames) == len(head)) or _is_cut_in(head)


def _is_cut_in(head: bytes) -> bool:
    """Whether several frames in a row begin further in, as where a stream was recorded from its middle on."""
    at = head.find(0xFF, 0, _LONGEST)
    while at >= 0:
        count, next_at = 1, at
        while length := _frame(head[next_at : next_at + 6]) or _adts_frame(head[next_at : next_at + 6]):
            next_at += length
            if not _goes_on(head[at:], head[next_at : next_at + 4]):
                break
            count += 1
        if count >= _ENOUGH:
            return True
        at = head.find(0xFF, at + 1, _LONGEST)
    return False


def _goes_on(first: bytes, following: bytes) -> bool:
    """Whether another frame of the same version, layer and samples a second begins as the first does."""
    return (
        len(following) > 2
        and following[0] == 0xFF
        and following[1] & 0xFE == first[1] & 0xFE
        and following[2] & 0x0C == first[2] & 0x0C
    )


def _frame(head: bytes) -> int:
    """Bytes of the frame of MPEG audio that begins here, 0 where none does; layer I is in nobody's hands."""
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = {3: 1, 2: 2, 0: 3}.get(head[1] >> 3 & 3, 0), 4 - (head[1] >> 1 & 3)
    rate, samples = head[2] >> 4, head[2] >> 2 & 3
    if version == 0 or layer not in {2, 3} or rate in {0, 15} or samples == 3:
        return 0
    kilobits = _RATES[1, layer] if version == 1 else _RATES[2, 0]
    hertz = _SAMPLES[samples] >> (version - 1)
    per_frame = 72 if version > 1 and layer == 3 else 144
    return per_frame * kilobits[rate - 1] * 1_000 // hertz + (head[2] >> 1 & 1)


def _adts_frame(head: bytes) -> int:
    """Bytes of the ADTS frame (ISO/IEC 13818-7 §6.2) that begins here, 0 where none does."""
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0
