"""Guards the door: what is no plain file, or has an odd name, is refused or taken by name; nothing hangs or escapes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from content.accession import sentence
from content.accession.describing import item_of
from content.accession.gathering import candidates
from content.formats.reading import Refusal
from content.library import Library
from content.records import Bytes, Sha256
from tests.content.accession.boxes import bring, left_in_staging, strays, titles
from tests.content.libraries import catalogue, open_library
from tests.epubs import make_epub

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brought").mkdir()
    return tmp_path / "brought"


def make_odd(folder: Path, kind: str) -> Path:
    path = folder / "odd.epub"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            here = os.open(folder, os.O_RDONLY)
            with socket.socket(socket.AF_UNIX) as door:
                door.bind(f"/proc/self/fd/{here}/odd.epub")
            os.close(here)
        case "link to nowhere":
            path.symlink_to(folder / "gone")
        case "link to itself":
            path.symlink_to(path)
        case "link to a device":
            path.symlink_to("/dev/zero")
        case "missing":
            pass
        case "name too long":
            return folder / ("a" * 300)
        case "path too long":
            return folder / "/".join(["a" * 200] * 30)
        case "file as a folder":
            path.write_bytes(b"x")
            return path / "inside.epub"
    return path


@pytest.mark.parametrize(
    "kind",
    [
        "pipe",
        "socket",
        "link to nowhere",
        "link to itself",
        "link to a device",
        "missing",
        "name too long",
        "path too long",
        "file as a folder",
    ],
)
def test_what_is_no_file_is_refused_without_being_opened(library: Library, folder: Path, kind: str) -> None:
    path = make_odd(folder, kind)
    good = make_epub(folder / "good.epub")
    report = bring(library, path, good)
    why = Refusal.MISSING if kind in {"missing", "link to nowhere"} else Refusal.NOT_A_FILE
    assert [(refused.path, refused.refusal) for refused in report.refused] == [(str(path), why)]
    assert len(report.added) == 1
    if kind == "link to nowhere":
        assert report.refused[0].detail == f"a link to {folder / 'gone'}"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"plain words", Refusal.UNKNOWN_KIND),
        (b"\x7fELF" + b"\0" * 100, Refusal.UNKNOWN_KIND),
        (b"\0" * 10_000, Refusal.UNKNOWN_KIND),
    ],
)
def test_what_is_no_book_is_refused_whatever_it_is_called(
    library: Library, folder: Path, data: bytes, refusal: Refusal
) -> None:
    path = folder / "book.epub"
    path.write_bytes(data)
    assert [refused.refusal for refused in bring(library, path).refused] == [refusal]
    assert left_in_staging(library) == []
    assert not strays(library)


def test_book_is_known_by_its_content_and_not_by_its_name(library: Library, folder: Path) -> None:
    for name in ("no-ending", "wrong.txt", "HOA.EPUB"):
        assert make_epub(folder / name, metadata=f"<dc:title>{name}</dc:title>").is_file()
    assert len(bring(library, folder).added) == 3


ODD_NAMES = [
    b"a\nb.epub",
    b"a\tb\x1b[31m.epub",
    b"\xff\xfe.epub",
    b"d\xe2\x80\xaegpj.epub",
    b" .epub",
    b"-rf.epub",
    b"%s%n.epub",
    b"a'\"<script>.epub",
    b"a" * 250 + b".epub",
    "ê".encode() * 120 + b".epub",
    b"CON.epub",
    b"~",
    b"a;b&c|d.epub",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=repr)
def test_book_with_an_odd_name_is_added_under_a_name_that_every_system_can_write(
    library: Library, folder: Path, name: bytes
) -> None:
    make_epub(folder / "plain")
    os.rename(os.fsencode(folder / "plain"), os.fsencode(folder) + b"/" + name)  # noqa: PTH104 bytes
    report = bring(library, folder)
    (added,) = report.added
    assert os.fsencode(added.path).endswith(b"/" + name)
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    item = shown.record.items[0].name
    assert item.isprintable()
    assert not set(item) & set('/\\:*?"<>|')
    assert 0 < len(item) <= 120
    item.encode()


@pytest.mark.parametrize("name", ["..", ".", "", "...", " ", "\0", "/", "a/../../b"])
def test_item_never_has_a_name_that_leads_elsewhere(name: str) -> None:
    plain = item_of(name, Sha256("a" * 64), Bytes(1), "x/y").name
    assert plain not in {"", ".", ".."}
    assert "/" not in plain
    assert "\0" not in plain


def test_files_are_found_in_order_each_once_links_to_folders_not_followed(folder: Path) -> None:
    (folder / "sub").mkdir()
    for name in ("b.epub", "a.epub", "sub/c.epub", ".hidden"):
        (folder / name).write_bytes(b"x")
    (folder / "again").symlink_to(folder)
    (folder / "link.epub").symlink_to(folder / "a.epub")
    found = [Path(one.name).name for one in candidates([folder, folder / "a.epub", folder / "sub" / ".." / "b.epub"])]
    assert found == ["a.epub", "b.epub", "link.epub", "c.epub"]


def test_sidecars_are_told_from_paper_records(folder: Path) -> None:
    for name in ("a.epub", "a.toml", "b.epub", "b.epub.toml", "paper.toml", "c.pdf", "C.toml"):
        (folder / name).write_bytes(b"x")
    found = {Path(one.name).name: (one.path is None, one.sidecar and one.sidecar.name) for one in candidates([folder])}
    assert found == {
        "a.epub": (False, "a.toml"),
        "b.epub": (False, "b.epub.toml"),
        "c.pdf": (False, None),
        "paper.toml": (True, "paper.toml"),
        "C.toml": (True, "C.toml"),
    }


def test_folder_that_cannot_be_listed_is_a_candidate_to_be_refused(folder: Path) -> None:
    (folder / "barred").mkdir(mode=0)
    for above in [folder, *folder.parents]:
        if above.stat().st_uid == os.getuid():
            above.chmod(above.stat().st_mode | 0o111)
    folder.chmod(0o755)
    program = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from content.accession.gathering import candidates\nfrom content.accession.opening import open_regular\n"
        "from content.formats.reading import RefusedError\n"
        "os.geteuid() or os.setuid(65534)\n"
        "(found,) = candidates([Path(sys.argv[1])])\n"
        "try:\n    open_regular(found.path, largest=1)\n"
        "except RefusedError as error:\n    print(found.name, error.refusal)\n"
    )
    run = [sys.executable, "-c", program, str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd="/")
    assert done.stdout == f"{folder / 'barred'} not-readable\n", done.stderr


def test_every_refusal_has_a_vietnamese_sentence_of_its_own() -> None:
    said = [sentence(refusal) for refusal in Refusal]
    assert len(set(said)) == len(said)
    for text in said:
        assert text.endswith(".")
        assert any(ord(letter) > 0x1EA0 or letter in "đĐ" for letter in text), text


def test_nothing_outside_the_library_is_touched(library: Library, folder: Path) -> None:
    path = make_epub(folder / "a.epub")
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode, sorted(os.listdir(folder.parent)))  # noqa: PTH208
    bring(library, folder)
    after = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode, sorted(os.listdir(folder.parent)))  # noqa: PTH208
    assert before == after
    assert titles(library)
