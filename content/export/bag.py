"""The catalogue and its files as a bag (BagIt, RFC 8493), which any archive can check and any program open.

    bagit.txt, bag-info.txt, manifest-sha512.txt, tagmanifest-sha512.txt
    data/danh-muc.csv     the catalogue sheet; `tusach import` of it brings everything back
    data/danh-muc.xml     the same as MARCXML
    data/tep/<id>/        the files of a record, and `record.toml`, its sidecar

Invariants
- Nothing stands under the bag's name before it is whole: it is filled under another name, and moved.
- A file is what the library holds, or it is left out and told.
- Files under rights that let nobody take them home stay in the house; their descriptions go.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import tomli_w

from content.export.choosing import Chosen
from content.export.lists import marcxml, sheet
from content.export.room import check_room
from content.formats.described import Titles, said_of
from content.holdings import Blobs, syncfs
from content.records import Item, Record, Sha256

_CHUNK = 1 << 20
_NAME_MOST = 200
"""Bytes of a file's name; file systems take 255, and a sidecar's ending comes to it."""
FILES = "tep"


@dataclass(frozen=True, kw_only=True)
class Bag:
    """Where a bag goes and what stands in its `bag-info.txt`.

    Attributes:
        target: a folder that is not there yet.
        organization: whose library it is, "" unknown. day: today, None where the clock is not certain.
    """

    target: Path
    organization: str = ""
    day: date | None = None


@dataclass(kw_only=True)
class BagReport:
    """What a bag holds.

    Attributes:
        damaged: files that are not what they were, left out. kept: files that stay in the house for their rights.
    """

    records: int = 0
    files: int = 0
    bytes: int = 0
    damaged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def write_bag(chosen: Chosen, blobs: Blobs, bag: Bag) -> BagReport:
    """Writes a bag.

    Raises:
        FileExistsError: there is something of the bag's name.
        NoRoomError: it does not fit on the medium.
        OSError: it cannot be written; nothing is left under its name.
    """
    if bag.target.exists():
        raise FileExistsError(bag.target)
    check_room(bag.target.parent, [item.size for record in chosen.records() for item in _going(record)])
    folder = Path(mkdtemp(prefix=f".{bag.target.name[:40]}.", dir=bag.target.parent))
    try:
        report = _Filling(folder, chosen, blobs).fill(bag)
        with suppress(OSError):  # a stick of FAT knows no rights
            folder.chmod(0o755)
        folder.rename(bag.target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    syncfs(bag.target.parent)
    return report


def _going(record: Record) -> tuple[Item, ...]:
    """The files of a record that may leave the house."""
    return record.items if record.rights.may_download else ()


class _Filling:
    """A bag that is being filled."""

    def __init__(self, folder: Path, chosen: Chosen, blobs: Blobs) -> None:
        self._folder = folder
        self._chosen = chosen
        self._blobs = blobs
        self._report = BagReport()
        self._manifest: dict[str, str] = {}
        self._payload = 0
        self._names: dict[str, tuple[str, ...]] = {}

    def fill(self, bag: Bag) -> BagReport:
        """Files first: the lists name only those that are in the bag."""
        for record in self._chosen.records():
            self._report.records += 1
            self._add_files(record)
        self._add("data/danh-muc.csv", sheet(self._chosen.records(), self._chosen, files=self._files_of))
        self._add("data/danh-muc.xml", marcxml(self._chosen.records(), self._chosen, files=self._files_of))
        self._write_tags(bag)
        syncfs(self._folder)
        return self._report

    def _files_of(self, record: Record) -> tuple[str, ...]:
        return self._names.get(record.id, ())

    def _add_files(self, record: Record) -> None:
        going = _going(record)
        self._report.kept += [f"{record.title}: {item.name}" for item in record.items if item not in going]
        place = f"{FILES}/{record.id.partition('/')[2]}"
        named = [(item, f"{place}/{name}") for item, name in zip(going, _names(going), strict=True)]
        kept = [(item, name) for item, name in named if self._copy(item, f"data/{name}", record)]
        self._names[record.id] = tuple(name for _, name in kept)
        if kept:
            said = sidecar_of(record, [name.rpartition("/")[2] for _, name in kept], self._chosen.title_of)
            self._add(f"data/{place}/record.toml", [tomli_w.dumps(said).encode()])

    def _copy(self, item: Item, name: str, record: Record) -> bool:
        """Copies a file of the library; one that is not what it was is left out."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        held, wanted, size = hashlib.sha256(), hashlib.sha512(), 0
        try:
            with self._blobs.path(item.sha256).open("rb") as source, path.open("xb") as target:
                while chunk := source.read(_CHUNK):
                    held.update(chunk)
                    wanted.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            self._report.damaged.append(f"{record.title}: {item.name}")
            return False
        if Sha256(held.hexdigest()) != item.sha256:
            path.unlink()
            self._report.damaged.append(f"{record.title}: {item.name}")
            return False
        self._note(name, wanted.hexdigest(), size)
        self._report.files += 1
        self._report.bytes += size
        return True

    def _add(self, name: str, pieces: Iterable[bytes]) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha512(), 0
        with path.open("xb") as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        self._note(name, digest.hexdigest(), size)

    def _note(self, name: str, digest: str, size: int) -> None:
        self._manifest[name] = digest
        self._payload += size if name.startswith("data/") else 0

    def _write_tags(self, bag: Bag) -> None:
        """The tag files of RFC 8493 §2.1 and §2.2; that which makes it a bag comes last."""
        payload = dict(self._manifest)
        self._add("manifest-sha512.txt", _lines(payload))
        oxum = f"{self._payload}.{len(payload)}"
        self._add("bag-info.txt", [_info(bag, oxum).encode()])
        self._add("bagit.txt", [b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"])
        tags = {name: digest for name, digest in self._manifest.items() if name not in payload}
        self._add("tagmanifest-sha512.txt", _lines(tags))


def sidecar_of(record: Record, names: list[str], title_of: Titles) -> dict[str, Any]:
    """What the sidecar of a folder with the files of a record says.

    Args:
        names: of the files, in their order.
    """
    said = said_of(record, title_of)
    rights = said.get("rights")
    if isinstance(rights, dict) and "until" in rights:
        said["rights"] = rights | {"until": date.fromisoformat(rights["until"])}
    return said | {"files": [{"file": name} for name in names]}


def _names(items: tuple[Item, ...]) -> Iterator[str]:
    """Names of files that every file system takes; no two of a record are one where capitals do not count."""
    used: set[str] = {"record.toml"}
    for item in items:
        stem, dot, ending = item.name.rpartition(".")
        if not dot:
            stem, ending = item.name, ""
        stem = stem.encode()[:_NAME_MOST].decode(errors="ignore").strip(". ") or item.sha256[:12]
        name, number = f"{stem}{dot}{ending}", 1
        while name.casefold() in used:
            number += 1
            name = f"{stem} ({number}){dot}{ending}"
        used.add(name.casefold())
        yield name


def _lines(manifest: Mapping[str, str]) -> Iterator[bytes]:
    """Lines of a manifest (RFC 8493 §2.1.3): line ends and percent signs in names are escaped."""
    for name, digest in manifest.items():
        escaped = name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
        yield f"{digest}  {escaped}\n".encode()


def _info(bag: Bag, oxum: str) -> str:
    said = {
        "Source-Organization": bag.organization,
        "Bagging-Date": bag.day.isoformat() if bag.day else "",
        "Payload-Oxum": oxum,
        "Bag-Software-Agent": "Tusach",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in said.items() if value)
