"""Small recordings, pictures and subtitles for tests of accession, each of its own content."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

FILM = Path(__file__).parents[1] / "formats/media/recordings/h264-aac.mp4"
_FRAME = bytes.fromhex("fffb9000") + bytes(413)
"""A silent frame of MPEG-1 layer III, 128 kbit/s at 44.1 kHz."""


def sound(path: Path, *, seed: int = 0, frames: int = 120, tags: dict[str, str] | None = None) -> Path:
    """A silent MP3 of about three seconds.

    Args:
        seed: gives it content of its own. tags: ID3v2.3 text frames: TIT2 title, TALB album, TRCK number, TPE1 artist.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"TXXX": f"seed\0{seed}", **(tags or {})}
    path.write_bytes(_id3(said.items()) + _FRAME * frames)
    return path


def film(path: Path, *, seed: int = 0) -> Path:
    """An H.264 film of a moment, with a box that says nothing (ISO/IEC 14496-12 §8.1.2) to be of its own content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FILM.read_bytes() + (12).to_bytes(4, "big") + b"free" + seed.to_bytes(4, "big"))
    return path


def picture(path: Path, *, seed: int = 0) -> Path:
    """A JPEG of one colour and a pattern."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    image.paste((seed * 37 % 256, seed * 91 % 256, 90), (0, 0, 80 + seed % 100, 80))
    out = io.BytesIO()
    image.save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def subtitles(path: Path, *lines: str) -> Path:
    """SubRip subtitles, a line every ten seconds."""
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{line}\n" for n, line in enumerate(lines, 1)]
    path.write_text("\n".join(cues), "utf-8")
    return path


def _id3(frames: Iterable[tuple[str, str]]) -> bytes:
    body = b"".join(
        name.encode() + len(data).to_bytes(4, "big") + b"\0\0" + data
        for name, data in ((name, b"\x01" + text.encode("utf-16")) for name, text in frames)
    )
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body
