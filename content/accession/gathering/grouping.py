"""Which files of a folder are one record together: by a sidecar of the folder, by running numbers, as an album.

Nothing is opened further than its first bytes here. What only the tags of a recording tell, that it belongs to an
album, is seen when it is read (`Gathering.by_album`).
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from content.accession.gathering.beside import is_artwork_name, is_poster_name, of_stem
from content.accession.gathering.naming import disc_number, runs, stem_of, title_of
from content.accession.opening import first_kind
from content.accession.sidecar import Sidecar
from content.formats.kinds import COMPANIONS, FileKind, is_paper, may_be_paper
from content.formats.reading import RefusedError
from content.records import RecordId

TOGETHER_MOST = 1_000
"""Files of one record; a folder of a hundred thousand photographs becomes a hundred albums."""
RECORDINGS = frozenset({FileKind.SOUND, FileKind.FILM})


@dataclass(frozen=True)
class Candidate:
    """A file to bring in.

    Attributes:
        name: how the person named it. path: None for a paper record. sidecar: stands beside it.
        in_folder: it was found in a folder that was named, and not named itself.
        is_beside: it stands beside what is brought in, a cover or a note, and is left alone.
    """

    name: str
    path: Path | None
    sidecar: Path | None = None
    in_folder: bool = False
    is_beside: bool = False


@dataclass(frozen=True, kw_only=True)
class OfList:
    """What a list says of a gathering that is one of its records.

    Attributes:
        label: what its outcome is told of. said: its description.
        record: the record that it is already, None where it is new.
    """

    label: str
    said: Sidecar
    record: RecordId | None = None


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Files that are one record together, in order, and what stands beside them.

    Attributes:
        folder: where they are. title: what they are called where neither sidecar nor tags say it.
        posters: of files, by their paths. cover: of the whole. subtitles: of files, by their paths.
        by_album: they are one record only as far as their tags name the same album; else each is its own.
        of_list: a list described them: then they are all files of the record, and what it had beside them goes.
    """

    folder: Path
    title: str
    files: tuple[Candidate, ...]
    sidecar: Path | None = None
    posters: Mapping[Path, Candidate] = field(default_factory=dict)
    cover: Candidate | None = None
    subtitles: Mapping[Path, tuple[Candidate, ...]] = field(default_factory=dict)
    by_album: bool = False
    of_list: OfList | None = None

    @property
    def everything(self) -> tuple[Candidate, ...]:
        """Its files and what stands beside them."""
        covers = (self.cover,) if self.cover else ()
        beside = [one for some in self.subtitles.values() for one in some]
        return tuple(dict.fromkeys([*self.files, *self.posters.values(), *beside, *covers]))


@dataclass
class _Folder:
    """Candidates of a folder by what they are."""

    recordings: dict[FileKind, list[Candidate]] = field(default_factory=dict)
    pictures: list[Candidate] = field(default_factory=list)
    subtitles: list[Candidate] = field(default_factory=list)
    notes: list[Candidate] = field(default_factory=list)
    others: list[Candidate] = field(default_factory=list)

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> _Folder:
        """Sorts them, by their first bytes."""
        found = cls()
        for candidate in candidates:
            kind = _kind(candidate)
            if kind in RECORDINGS and kind:
                found.recordings.setdefault(kind, []).append(candidate)
            elif kind is FileKind.PICTURE:
                found.pictures.append(candidate)
            elif kind is FileKind.SUBTITLES and not candidate.sidecar:
                found.subtitles.append(candidate)
            elif kind in COMPANIONS or (kind is None and candidate.path is not None):
                found.notes.append(candidate)
            else:
                found.others.append(candidate)
        found._part_papers()
        return found

    def _part_papers(self) -> None:
        """Finds among the notes the texts and web pages that are papers of their own; the others are left beside."""
        words = [(one, _kind(one)) for one in self.notes if one.path and one.in_folder and not one.sidecar]
        alike = Counter(kind for one, kind in words if one.path and may_be_paper(one.path.name))
        others = bool(self.recordings or self.pictures or any(one.path for one in self.others))
        for one, kind in words:
            if kind not in (FileKind.TEXT, FileKind.HTML) or one.path is None:
                continue
            self.notes.remove(one)
            if is_paper(kind, one.path.name, alike=alike[kind], beside_others=others):
                self.others.append(one)
            else:
                self.notes.append(replace(one, is_beside=True))

    @property
    def all_recordings(self) -> list[Candidate]:
        return [one for some in self.recordings.values() for one in some]

    @property
    def has_pictures_only(self) -> bool:
        return not self.recordings and not any(one.path for one in self.others)


def group(folder: Path, candidates: Sequence[Candidate]) -> Iterator[Candidate | Gathering]:
    """The records that the files of one folder make, in natural order of their first files."""
    found = _Folder.of(candidates)
    records: list[Candidate | Gathering] = [*found.others, *found.notes]
    for recordings in found.recordings.values():
        records += _by_number(folder, recordings)
    records += _pictures(folder, found)
    shown = {file for one in records for file in _files(one)}
    beside = _Beside(replace(found, pictures=[one for one in found.pictures if one.sidecar or one not in shown]))
    order = {candidate: position for position, candidate in enumerate(candidates)}
    records = [beside.joined(one) for one in records]
    records += beside.left()
    yield from sorted(records, key=lambda one: min(order[file] for file in _files(one) if file in order))


def discs(folder: Path, files: Sequence[Candidate], beside: Sequence[Candidate]) -> list[Gathering]:
    """The one record that folders of discs or chapters are: of recordings of one kind, or of pictures alone.

    Args:
        files: of all discs, in order. beside: what stands in the folder of the folders.

    Returns:
        Nothing where something else is among them, or more pictures than one record has.
    """
    found = _Folder.of(files)
    is_comic = found.has_pictures_only and 1 < len(found.pictures) <= TOGETHER_MOST
    if not (is_comic or len(found.recordings) == 1) or found.others or any(one.sidecar for one in files):
        return []
    pictures = [one for one in beside if one.path and _kind(one) is FileKind.PICTURE]
    pictures += [] if is_comic else found.pictures
    chosen = found.pictures if is_comic else found.all_recordings
    whole = Gathering(folder=folder, title=_title(folder), files=tuple(chosen))
    if is_comic:
        found = _Folder()
    cover = next((one for one in pictures if one.path and is_poster_name(one.path) and not one.sidecar), None)
    return [replace(_Beside(found).joined_files(whole), cover=cover)]


def described(folder: Path, candidates: Sequence[Candidate], sidecar: Path) -> Iterator[Candidate | Gathering]:
    """The one record of a folder that has a sidecar; a file with a sidecar of its own keeps its own record."""
    found = _Folder.of([one for one in candidates if not one.sidecar])
    readable = [*found.all_recordings, *found.others]
    posters = [one for one in found.pictures if readable and (_is_poster(one) or _belongs(one, found.all_recordings))]
    files = [one for one in candidates if one in readable or (one in found.pictures and one not in posters)]
    beside = _Beside(replace(found, pictures=posters))
    if files:
        whole = Gathering(folder=folder, title=_title(folder), files=tuple(files), sidecar=sidecar)
        yield beside.with_cover(beside.joined_files(whole))
    else:
        # Nothing in the folder is read: it describes what is on paper.
        yield Candidate(str(sidecar), None, sidecar, True)
    yield from (one for one in candidates if one.sidecar)
    yield from found.notes
    yield from beside.left()


def _by_number(folder: Path, recordings: list[Candidate]) -> Iterator[Candidate | Gathering]:
    """Records of recordings of one kind: those with running numbers together, the others by album or alone."""
    yield from (one for one in recordings if one.sidecar)
    free = [one for one in recordings if not one.sidecar]
    found = runs([_stem(one) for one in free])
    taken: set[int] = set()
    for run in found:
        files = tuple(free[position] for position in run.members)
        title = run.stem if run.stem and len(found) > 1 else _title(folder)
        yield Gathering(folder=folder, title=title, files=files)
        taken.update(run.members)
    loose = tuple(one for position, one in enumerate(free) if position not in taken)
    if len(loose) > 1:
        yield Gathering(folder=folder, title="", files=loose, by_album=True)
    else:
        yield from loose


def _pictures(folder: Path, found: _Folder) -> Iterator[Candidate | Gathering]:
    """Albums and single pictures; what is only a cover of something is left to that."""
    yield from (one for one in found.pictures if one.sidecar)
    free = iter([one for one in found.pictures if not one.sidecar] if found.has_pictures_only else _photographs(found))
    some = list(islice(free, TOGETHER_MOST))
    if len(some) == 1 and not _is_poster(some[0]):
        yield some[0]
    number = 1
    while len(some) > 1 or number > 1:
        following = list(islice(free, TOGETHER_MOST))
        title = _title(folder) if number == 1 and not following else f"{_title(folder)} ({number})"
        yield Gathering(folder=folder, title=title, files=tuple(some))
        number, some = number + 1, following
        if not some:
            break


def _photographs(found: _Folder) -> list[Candidate]:
    """Pictures among recordings that show something themselves: two or more that are neither posters nor artwork.

    A day's pictures and films lie together in a camera. A single one may be the cover, and beside books all are left.
    """
    if any(one.path for one in found.others):
        return []
    recordings = found.all_recordings
    free = [one for one in found.pictures if one.path and not one.sidecar and not _belongs(one, recordings)]
    free = [one for one in free if one.path and not is_poster_name(one.path) and not is_artwork_name(one.path)]
    return free if len(free) > 1 else []


class _Beside:
    """Covers, posters and subtitles of a folder, handed out to the recordings they belong to."""

    def __init__(self, found: _Folder) -> None:
        self._found = found
        self._recordings = [one.path for one in found.all_recordings if one.path]
        self._pictures = [one for one in found.pictures if not one.sidecar]
        self._albums = found.has_pictures_only
        self._used: set[Candidate] = set()

    def joined(self, one: Candidate | Gathering) -> Candidate | Gathering:
        """The same with what belongs to it; a single recording that something belongs to becomes a gathering."""
        if isinstance(one, Gathering) and not self._is_recordings(one):
            return one
        if isinstance(one, Candidate) and one.path not in self._recordings:
            return one
        whole = (
            one
            if isinstance(one, Gathering)
            else Gathering(folder=_folder(one), title="", files=(one,), sidecar=one.sidecar)
        )
        whole = self.joined_files(whole)
        # A cover is the folder's: of several records in it none has a right to it.
        whole = self.with_cover(whole) if len(whole.files) == len(self._recordings) else whole
        return whole if whole.posters or whole.subtitles or whole.cover or isinstance(one, Gathering) else one

    def joined_files(self, whole: Gathering) -> Gathering:
        """The gathering with posters and subtitles of its files."""
        paths = [one.path for one in whole.files if one.path]
        posters = {}
        for picture in self._pictures:
            belongs = picture.path and of_stem(picture.path, self._recordings)
            if belongs in paths and belongs and belongs not in posters:
                posters[belongs] = picture
        subtitles: dict[Path, tuple[Candidate, ...]] = {}
        for one in self._found.subtitles:
            belongs = one.path and of_stem(one.path, self._recordings)
            if belongs in paths and belongs:
                subtitles[belongs] = (*subtitles.get(belongs, ()), one)
        self._used.update(posters.values(), *subtitles.values())
        return replace(whole, posters=posters, subtitles=subtitles)

    def left(self) -> Iterator[Candidate]:
        """What belongs to nothing, or to a book: left alone."""
        pictures = self._pictures if not self._albums else self._lone_poster()
        yield from (
            replace(one, is_beside=True) for one in [*pictures, *self._found.subtitles] if one not in self._used
        )

    def with_cover(self, whole: Gathering) -> Gathering:
        """The gathering with its cover: a picture that is called so, or the only one beside several files."""
        free = [one for one in self._pictures if one not in self._used]
        cover = next(filter(_is_poster, free), None) or (free[0] if len(free) == 1 and len(whole.files) > 1 else None)
        self._used.update([cover] if cover else [])
        return replace(whole, cover=cover)

    def _is_recordings(self, whole: Gathering) -> bool:
        return all(one.path in self._recordings for one in whole.files)

    def _lone_poster(self) -> list[Candidate]:
        return self._pictures if len(self._pictures) == 1 and _is_poster(self._pictures[0]) else []


def _files(one: Candidate | Gathering) -> tuple[Candidate, ...]:
    if isinstance(one, Gathering):
        return one.files
    return (replace(one, is_beside=False),)


def _kind(candidate: Candidate) -> FileKind | None:
    with contextlib.suppress(RefusedError):
        return first_kind(candidate.path) if candidate.path else None
    return None


def _is_poster(candidate: Candidate) -> bool:
    return candidate.path is not None and is_poster_name(candidate.path)


def _belongs(picture: Candidate, recordings: Sequence[Candidate]) -> bool:
    return picture.path is not None and of_stem(picture.path, [one.path for one in recordings if one.path]) is not None


def _folder(candidate: Candidate) -> Path:
    return candidate.path.parent if candidate.path else Path()


def _stem(candidate: Candidate) -> str:
    return stem_of(candidate.path.name) if candidate.path else ""


def _title(folder: Path) -> str:
    """What a folder calls what is in it."""
    absolute = folder.resolve()
    stem = stem_of(f"{absolute.name}.")
    if disc_number(absolute.name) is not None and absolute.parent.name:
        return f"{_title(absolute.parent)}, {stem}"  # of what it is a part, only the folder above tells
    return title_of(stem, "") or stem
