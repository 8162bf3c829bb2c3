"""Which phones play a recording by themselves.

The oldest phone that is reckoned with has Android 5 or 6 and Chrome 49 of 2016. There Android's own player
plays recordings; it has what Android promises of every device ("Supported media formats", developer.android.com). Newer
browsers take files apart by themselves, with decoders of their own for VP8, VP9, AV1, Vorbis, Opus, FLAC, MP3 and PCM;
for H.264, AAC and HEVC they use those of the device. So what only Android's own player knows (MPEG-4 Part 2, H.263,
AMR, MIDI) plays on no phone with a newer browser, and is not counted as playing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from content.formats.media._streams import Stream, Streams
from content.records import Playing

_ALL, _SOME, _NONE = Playing.EVERYWHERE, Playing.SOME, Playing.NOWHERE
_WORST: Final = (_ALL, _SOME, _NONE)

HEAVY_BITS: Final = 2_500_000
"""Bits a second above which a film is too much for a radio that several phones share."""

_PIXELS: Final = 1_920 * 1_088
"""Of a picture of H.264 level 4.1 (ITU-T H.264 table A-1: 8,192 macroblocks; HD is 8,160)."""
_SMALL_PIXELS: Final = 1_280 * 720
_CALM: Final = 31.0
"""Pictures a second, of a film larger than 1,280 x 720: level 4.1 allows 245,760 macroblocks a second, 30 of HD."""
_LEVEL: Final = 4.1

_MP4_PICTURES: Final = {"AVC": _ALL, "HEVC": _SOME, "AV1": _SOME, "VP9": _SOME}
"""HEVC: where the device decodes it, from Chrome 107. AV1: from Chrome 70."""
_MP4_SOUNDS: Final = {"AAC": _ALL, "MPEG Audio": _ALL, "Opus": _SOME, "FLAC": _SOME, "PCM": _NONE}
"""Dolby, DTS, ALAC, AMR, PCM in MP4: not in Chrome for Android."""
_WEBM_PICTURES: Final = {"VP8": _ALL, "VP9": _ALL, "AV1": _SOME}
_WEBM_SOUNDS: Final = {"Vorbis": _ALL, "Opus": _ALL}
_OGG_SOUNDS: Final = {"Vorbis": _ALL, "Opus": _SOME, "FLAC": _SOME}
"""Opus in Ogg: Android's own player knows it from Android 10. FLAC: from Chrome 56."""

_CONTAINERS: Final[Mapping[str, tuple[Playing, Mapping[str, Playing], Mapping[str, Playing]]]] = {
    "MPEG-4": (_ALL, _MP4_PICTURES, _MP4_SOUNDS),
    "WebM": (_ALL, _WEBM_PICTURES, _WEBM_SOUNDS),
    # Theora: no browser for Android but old Firefox ever had it.
    "Ogg": (_ALL, {}, _OGG_SOUNDS),
    "MPEG Audio": (_ALL, {}, {"MPEG Audio": _ALL}),
    "ADTS": (_ALL, {}, {"AAC": _ALL}),
    "Wave": (_ALL, {}, {"PCM": _ALL}),
    "FLAC": (_SOME, {}, {"FLAC": _SOME}),
    # Browsers take WebM by its name among Matroska: what has the same streams plays in newer ones.
    "Matroska": (_SOME, _WEBM_PICTURES, _WEBM_SOUNDS),
}
"""By container: itself, pictures and sound that play in it; what is not named plays nowhere.

Not here, so played nowhere: AVI, Windows Media, Flash, MPEG-PS, MPEG-TS, RealMedia, AIFF, AMR, MIDI, APE, WavPack."""

_AAC_LC: Final = ("LC", "LC SBR", "LC SBR PS", "SBR", "PS", "")
"""Kinds of AAC that every Android decodes; the others (Main, LTP, ELD, USAC) only some."""
_PROFILES: Final = frozenset({"Baseline", "Constrained Baseline", "Main", "High", "Progressive High", ""})
_WAVE_BITS: Final = frozenset({8, 16})


def playing(streams: Streams) -> Playing:
    """Which phones play a recording: those that play its container, its pictures and its sound.

    Sound that does not play makes a film one that does not: it would be shown silent.
    """
    known = _CONTAINERS.get(streams.container)
    if known is None:
        return _NONE
    container, pictures, sounds = known
    found = [container, _quicktime(streams)]
    if streams.picture:
        found.append(max(pictures.get(streams.picture.codec, _NONE), _by_picture(streams.picture), key=_WORST.index))
    if streams.sound:
        found.append(max(sounds.get(streams.sound.codec, _NONE), _by_sound(streams.sound), key=_WORST.index))
    return max(found, key=_WORST.index)


def _quicktime(streams: Streams) -> Playing:
    """QuickTime is taken for MP4 by newer browsers; Android's own player may stumble over its boxes."""
    return _SOME if streams.profile.startswith("QuickTime") else _ALL


def _by_picture(stream: Stream) -> Playing:
    """What profile, level, depth and size leave of what the codec promises."""
    pixels = stream.width * stream.height
    is_large = pixels > _PIXELS or (stream.rate > _CALM and pixels > _SMALL_PIXELS)
    is_deep = stream.bits > 8 or stream.chroma not in {"", "4:2:0"}
    is_high = stream.codec == "AVC" and (_base(stream.profile) not in _PROFILES or stream.level > _LEVEL)
    is_other = stream.codec == "VP9" and stream.profile not in {"", "0"}
    return _SOME if is_large or is_deep or is_high or is_other else _ALL


def _base(profile: str) -> str:
    return profile.partition("@")[0].partition("/")[0].strip()


def _by_sound(stream: Stream) -> Playing:
    if stream.codec == "AAC":
        return _ALL if stream.features in _AAC_LC else _SOME
    if stream.codec == "MPEG Audio":
        # In MP4 the layer is told by the kind of object alone (0x6B, MP3).
        return _ALL if stream.profile in {"Layer 3", ""} else _NONE
    if stream.codec == "PCM":
        return _by_samples(stream)
    return _ALL


def _by_samples(stream: Stream) -> Playing:
    """Whole numbers of 8 and 16 bits play everywhere; more bits, floating point and telephone laws on newer phones."""
    return _ALL if stream.bits in _WAVE_BITS and "Float" not in stream.profile else _SOME
