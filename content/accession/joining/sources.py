"""The files of one record in order: as its sidecar lists them, else naturally; those it has already among them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.accession.gathering import Candidate, Gathering
from content.accession.gathering.naming import natural, stem_of, title_of
from content.accession.opening import open_regular
from content.accession.sidecar import NAMED_TWICE, NOT_THERE, Sidecar, SidecarError, SidecarFile, normalised
from content.catalogue.itemised import has_item_of_size
from content.formats.reading import RefusedError
from content.holdings import hash_file
from content.library import Library
from content.records import Bytes, Item, Sha256
from content.settings import Fault


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file of a record: one that is brought, or one that the record has already and that is brought no more.

    Attributes:
        digest: where it is known without copying. said: what the sidecar says of it.
        heading: the folder below that of the whole in which it lies, a disc or a chapter; "" where it lies in none.
    """

    name: str
    candidate: Candidate | None = None
    path: Path | None = None
    digest: Sha256 | None = None
    said: SidecarFile | None = None
    heading: str = ""

    @property
    def size(self) -> int | None:
        """Bytes of the file that is brought, None where it cannot be looked at."""
        try:
            return self.path.stat().st_size if self.path else None
        except OSError:
            return None

    @property
    def named(self) -> str:
        """How the person named it, "" where she did not."""
        return self.candidate.name if self.candidate else ""


def sources(gathering: Gathering, sidecar: Sidecar | None, library: Library) -> list[Source]:
    """The files of a gathering: first those that its sidecar lists, then the others in natural order.

    Raises:
        SidecarError: the sidecar lists a file that is not there, or one twice.
    """
    listed = sidecar.files if sidecar else ()
    _check_listed(gathering, listed)
    files = [one for one in gathering.files if one.path]
    found = [(_said(one, gathering.folder, listed), one) for one in files]
    place = {id(said): position for position, said in enumerate(listed)}
    found.sort(key=lambda pair: place[id(pair[0])] if pair[0] else len(listed))
    return [
        Source(
            name=one.path.name,
            candidate=one,
            path=one.path,
            digest=_digest(library, one.path),
            said=said,
            heading=_heading(one.path, gathering.folder),
        )
        for said, one in found
        if one.path
    ]


def said_of(candidate: Candidate, gathering: Gathering, sidecar: Sidecar | None) -> SidecarFile | None:
    """What the sidecar of a gathering says of one of its files."""
    return _said(candidate, gathering.folder, sidecar.files if sidecar else ())


def with_held(found: Sequence[Source], held: Sequence[Item], listed: Sequence[SidecarFile]) -> list[Source]:
    """The sources with files that the record has and that are brought no more: nothing that could be read is lost.

    Args:
        held: those files. listed: what the sidecar lists; where it lists files, what it leaves out goes.
    """
    every = list(found)
    for item in held if not listed else ():
        later = (n for n, one in enumerate(every) if natural(one.name) > natural(item.name))
        every.insert(next(later, len(every)), Source(name=item.name, digest=item.sha256))
    return every


def _check_listed(gathering: Gathering, listed: Sequence[SidecarFile]) -> None:
    there = {key for one in gathering.everything for key in _keys(one, gathering.folder)}
    keys = [normalised(one.file) for one in listed]
    faults = [Fault("files", NOT_THERE, {"found": repr(key)}) for key in keys if key not in there]
    faults += [Fault("files", NAMED_TWICE, {"found": repr(key)}) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if faults:
        raise SidecarError(gathering.sidecar.name if gathering.sidecar else "", *faults)


def _said(candidate: Candidate, folder: Path, listed: Sequence[SidecarFile]) -> SidecarFile | None:
    keys = set(_keys(candidate, folder))
    return next((one for one in listed if normalised(one.file) in keys), None)


def _keys(candidate: Candidate, folder: Path) -> Iterator[str]:
    """What a sidecar may call a file: its name, or its way from the folder."""
    if candidate.path:
        yield normalised(candidate.path.name)
        if candidate.path.is_relative_to(folder):
            yield normalised(candidate.path.relative_to(folder).as_posix())


def _heading(path: Path, folder: Path) -> str:
    """What the folder of a file is called, where that is not the folder of the whole."""
    if path.parent == folder or not path.is_relative_to(folder):
        return ""
    name = path.relative_to(folder).parts[-2]
    return title_of(stem_of(f"{name}."), stem_of(f"{name}."))


def _digest(library: Library, path: Path) -> Sha256 | None:
    """The hash of a file, where one of its size is held: what is new is hashed while it is copied, and read once."""
    try:
        size = Bytes(path.stat().st_size)
        if not has_item_of_size(library.read(), size):
            return None
        return _hashed(path)
    except (OSError, RefusedError):
        return None  # whatever is wrong with it shows when it is copied


def _hashed(path: Path) -> Sha256:

    os.close(open_regular(path))  # a device or a pipe is not waited for
    return hash_file(path)
