"""Recordings for tests: small ones of real encoders beside this file, MP3 made of silent frames, and how they are read.

Those of real encoders were made by ffmpeg of its own test picture and tone.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from content.formats.media import MediaReader
from content.formats.reading import Extract, ReadLimits

RECORDINGS = Path(__file__).parent / "recordings"
FRAME = b"\xff\xfb\x90\xc0" + bytes(413)
"""Silence of 1,152 samples: layer III, 128 kbit/s, 44,100 a second."""
FRAMES_A_SECOND = 44_100 / 1_152
_READER = MediaReader()


def mp3(path: Path, seconds: float = 2.0) -> Path:
    """Writes an MP3 without tags."""
    path.write_bytes(FRAME * round(seconds * FRAMES_A_SECOND))
    return path


def copy(name: str, folder: Path) -> Path:
    """A copy of a recording, to be changed."""
    return Path(shutil.copy(RECORDINGS / name, folder / name))


def read(path: Path, scratch: Path) -> Extract:
    """Reads a recording in this process; it must be recognised first."""
    assert _READER.recognises(path.read_bytes()[:4_096], path)
    scratch.mkdir(exist_ok=True)
    return _READER.read(path, scratch, ReadLimits())
