"""Which files a person meant when she named files and folders, and which of them are one record together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from content.accession.gathering.beside import described_by, folder_sidecar, is_of_folder
from content.accession.gathering.grouping import Candidate, Gathering, described, discs, group
from content.accession.gathering.media_litter import is_litter
from content.accession.gathering.naming import disc_number, natural
from content.accession.sidecar import SIDECAR_ENDING, find_sidecar, normalised


def candidates(paths: Iterable[Path], *, leave_out: Path | None = None) -> Iterator[Candidate | Gathering]:
    """Everything that the paths name, each file once: alone, or with those of its folder that it is one record with.

    A file that is named itself stands alone. Folders are walked in natural order of names; what systems leave by
    themselves is passed over and links to folders are not followed. A folder that cannot be listed is a candidate
    itself, to be refused.

    Args:
        leave_out: a folder that is not walked into: the library's own.
    """
    walk = _Walk(leave_out)
    for path in paths:
        # os.path: any name may come, also one too long for the file system.
        if os.path.isdir(path):  # noqa: PTH112
            yield from walk.folder(path)
        else:
            yield from walk.file(path)


class _Walk:
    """Walks folders; remembers what was found, and which files the folders of sidecars have."""

    def __init__(self, leave_out: Path | None) -> None:
        self._own = leave_out and os.path.realpath(leave_out)
        self._seen: set[str] = set()
        self._described: dict[Path, set[str]] = {}

    def file(self, path: Path) -> Iterator[Candidate]:
        """A file that was named itself."""
        if not self._is_new(path):
            return
        if path.suffix.lower() != SIDECAR_ENDING:
            yield Candidate(str(path), path, find_sidecar(path))
        elif self._describes(path) or is_of_folder(path):
            yield Candidate(str(path), path)
        else:
            yield Candidate(str(path), None, path)

    def folder(self, top: Path) -> Iterator[Candidate | Gathering]:
        """Everything below a folder, folder by folder."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                files, folders = self._listed(folder)
            except OSError as error:
                barred = Path(error.filename or folder)
                yield Candidate(str(barred), barred, in_folder=True)
                continue
            sidecar = folder_sidecar(folder)
            if sidecar:
                own, further = self._whole(files, folders)
                yield from described(folder, own, sidecar)
                waiting += reversed(further)
                continue
            together, found = self._discs(folders)
            own = self._candidates(files)
            whole = discs(folder, found, own) if found else []
            used = {one for gathering in whole for one in gathering.everything}
            yield from group(folder, [one for one in own if one not in used])
            yield from whole
            waiting += reversed([one for one in folders if one not in together])

    def _discs(self, folders: list[Path]) -> tuple[list[Path], list[Candidate]]:
        """The folders below one that are its discs, and their files in order of the discs; none where it is no set."""
        numbered = sorted(
            (one for one in folders if disc_number(one.name) is not None and not folder_sidecar(one)),
            key=lambda one: disc_number(one.name) or 0,
        )
        files: list[Candidate] = []
        if len(numbered) < 2:
            return [], []
        for folder in numbered:
            try:
                inside, below = self._listed(folder, peek=True)
            except OSError:
                return [], []
            if below:
                return [], []
            files += [Candidate(str(path), path, find_sidecar(path), True) for path in inside if _is_no_sidecar(path)]
        if not discs(numbered[0].parent, files, []):
            return [], []
        return numbered, [file for folder in numbered for file in self._candidates(self._listed(folder)[0])]

    def _whole(self, files: list[Path], folders: list[Path]) -> tuple[list[Candidate], list[Path]]:
        """All files of a described folder and of those below it; and folders below that are described themselves."""
        found = self._candidates(files)
        further: list[Path] = []
        waiting = list(reversed(folders))
        while waiting:
            below = waiting.pop()
            if folder_sidecar(below):
                further.append(below)
                continue
            try:
                files, folders = self._listed(below)
            except OSError:
                further.append(below)
                continue
            found += self._candidates(files)
            waiting += reversed(folders)
        return found, further

    def _listed(self, folder: Path, *, peek: bool = False) -> tuple[list[Path], list[Path]]:
        """Files and folders of a folder, in natural order, without litter and what was found before.

        Args:
            peek: they are only looked at, and not found yet.

        Raises:
            OSError: it cannot be listed.
        """
        if self._own and os.path.realpath(folder) == self._own:
            return [], []
        files: list[Path] = []
        folders: list[Path] = []
        with os.scandir(folder) as entries:
            for entry in sorted((one for one in entries if not is_litter(one.name)), key=lambda one: natural(one.name)):
                path = Path(folder, entry.name)
                if not _is_folder(entry):
                    files += [path] if peek or self._is_new(path) else []
                elif not entry.is_symlink():
                    folders.append(path)
        return files, folders

    def _candidates(self, files: list[Path]) -> list[Candidate]:
        found = []
        for path in files:
            if _is_no_sidecar(path):
                found.append(Candidate(str(path), path, find_sidecar(path), True))
            elif not self._describes(path) and not is_of_folder(path):
                found.append(Candidate(str(path), None, path, True))
        return found

    def _is_new(self, path: Path) -> bool:
        key = os.path.abspath(path)  # noqa: PTH100 resolve() would follow links
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _describes(self, sidecar: Path) -> bool:
        """Whether a TOML file is the sidecar of another file of its folder; each folder is listed once."""
        if sidecar.parent not in self._described:
            self._described[sidecar.parent] = set(described_by(sidecar.parent))
        return normalised(sidecar.name[: -len(SIDECAR_ENDING)]) in self._described[sidecar.parent]


def _is_no_sidecar(path: Path) -> bool:
    return path.suffix.lower() != SIDECAR_ENDING


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
