"""What stands beside files by its name: sidecars of files and folders, posters, subtitles."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from content.accession.sidecar import ENDINGS, SIDECAR_ENDING, normalised
from content.text import known, normalise, tags_meant

FOLDER_SIDECAR = "record.toml"
_POSTER = re.compile(r"(?:cover|folder|poster|front|bia|bìa|albumart\w*)", re.IGNORECASE)
_ARTWORK = re.compile(
    r"(?:back|inside|inlay|booklet|cd|dvd|disc|disk|label|tray|fanart|banner|logo|thumb|background|landscape|clearart"
    r"|artwork|bìa sau|bia sau|mặt sau|mat sau)[\s._()-]*\d{0,3}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s._\-()\[\]]+")


def described_by(folder: Path) -> Iterator[str]:
    """Names and stems of the files of a folder that a sidecar may be named after."""
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return
    for name in names:
        if not name.lower().endswith(SIDECAR_ENDING):
            yield from (normalised(name), normalised(Path(name).stem))


def folder_sidecar(folder: Path) -> Path | None:
    """The sidecar of a folder: `record.toml` inside, or one of the folder's name beside it; None where it has none.

    Where a file beside it has that name too, the sidecar is the file's.
    """
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 `.` has a name too, and a link keeps its own
    inside = (absolute / FOLDER_SIDECAR, absolute / FOLDER_SIDECAR.upper())
    beside = [
        absolute.with_name(f"{unicodedata.normalize(form, absolute.name)}{ending}")
        for ending in ENDINGS
        for form in ("NFC", "NFD")
        if absolute.name
    ]
    for path, stem in [*((path, "record") for path in inside), *((path, normalised(absolute.name)) for path in beside)]:
        # os.path: the ending may make a name too long for the file system.
        if os.path.isfile(path) and stem not in described_by(path.parent):  # noqa: PTH113
            return path
    return None


def is_of_folder(sidecar: Path) -> bool:
    """Whether a TOML file describes a folder: the one it is in, or one beside it."""
    if sidecar.name.lower() == FOLDER_SIDECAR:
        return "record" not in described_by(sidecar.parent)
    stem = normalised(sidecar.name[: -len(SIDECAR_ENDING)])
    try:
        with os.scandir(sidecar.parent) as entries:
            return any(normalised(entry.name) == stem and entry.is_dir() for entry in entries)
    except OSError:
        return False


def is_poster_name(path: Path) -> bool:
    """Whether a picture is called as covers and posters are."""
    return _POSTER.fullmatch(normalise(path.stem)) is not None


def is_artwork_name(path: Path) -> bool:
    """Whether a picture is called as players call what decorates a recording: its back, its label, its booklet."""
    return _ARTWORK.fullmatch(normalise(path.stem).replace("_", " ")) is not None


def of_stem(path: Path, others: Iterable[Path]) -> Path | None:
    """That of the others whose stem a file has, or begins with: `phim.vi.srt` belongs to `phim.mp4`."""
    stem = normalised(path.stem).casefold()
    fitting = [other for other in others if _begins(stem, normalised(other.stem).casefold())]
    return max(fitting, key=lambda other: len(other.stem), default=None)


def language_between(subtitles: Path, film: Path) -> str:
    """The language that the name of subtitles says after the film's: `vi` of `phim.vi.srt`, "" where it says none."""
    rest = normalised(subtitles.stem)[len(normalised(film.stem)) :]
    for word in filter(None, _BETWEEN.split(rest)):
        meant = tags_meant(word)
        if len(meant) == 1 and known(meant[0]):
            return str(meant[0])
    return ""


def _begins(stem: str, other: str) -> bool:
    return stem == other or (stem.startswith(other) and _BETWEEN.match(stem[len(other) :]) is not None)
