"""Guards that real recordings of others are read: what they are, how long, and whether phones play them."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.worker import Worker
from content.records import Kind, Playing

pytestmark = pytest.mark.shared

KNOWN = {
    "librivox_mobydick.mp3": (Kind.SOUND, "audio/mpeg", 88, Playing.EVERYWHERE),
    "python-scraperlib__audio.mp3": (Kind.SOUND, "audio/mpeg", 3, Playing.EVERYWHERE),
    "python-scraperlib__video.webm": (Kind.FILM, "video/webm", 3, Playing.EVERYWHERE),
    "ricecooker__basic.vtt": (Kind.FILM, "text/vtt", 0, Playing.EVERYWHERE),
    "ricecooker__low_res_sample.mp4": (Kind.FILM, "video/mp4", 1, Playing.EVERYWHERE),
    "ricecooker__sample.ogv": (Kind.FILM, "video/ogg", 1, Playing.NOWHERE),
}


def test_every_recording_of_the_shared_data_is_read(shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "av").iterdir())
    assert files
    with Worker() as worker:
        for path in files:
            extract = worker.read(path, tmp_path / path.name)
            (part,) = extract.parts
            found = (extract.kind, extract.media_type, part.seconds, part.playing)
            assert found == KNOWN.get(path.name, found), path.name
