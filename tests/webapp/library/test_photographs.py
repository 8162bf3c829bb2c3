"""Guards that photographs never take home where they were taken: not one, not a folder of them, not an archive."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.making import OpenLinkMaker, drain
from content.accession import Accession
from content.formats.worker import Worker
from content.holdings import OpenFolder
from tests.content.formats.picture.drawn import camera_exif, encoded, photo
from tests.webapp.library.conftest import Box


def single(folder: Path) -> Path:
    return photographed(folder / "Suối Nậm La.jpg")


def of_a_folder(folder: Path) -> Path:
    (folder / "Hội xòe").mkdir()
    for number in (1, 2):
        photographed(folder / "Hội xòe" / f"{number}.jpg")
    return folder / "Hội xòe"


def archived(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "Hội xòe.zip", "w") as archive:
        for number in (1, 2):
            archive.write(photographed(folder / f"{number}.jpg"), f"{number}.jpg")
    return folder / "Hội xòe.zip"


def photographed(path: Path) -> Path:
    path.write_bytes(encoded(photo(400, 300), exif=camera_exif(gps=True)))
    return path


@pytest.mark.parametrize("brought", [single, of_a_folder, archived])
def test_what_is_kept_of_photographs_does_not_say_where(
    empty_box: Box, tmp_path: Path, brought: Callable[[Path], Path]
) -> None:
    with Worker() as worker:
        report = Accession(empty_box.library, worker=worker, now=empty_box.clock.now()).add([brought(tmp_path)])
    drain(empty_box.library, [OpenLinkMaker()], now=empty_box.clock.now())
    (added,) = report.added
    record = f"/anh/{added.record}"
    pages = [empty_box.get(record).text, empty_box.get(f"{record}/1").text]
    ways = {way for page in pages for way in re.findall(r'(?:href|src)="([^"]+/(?:tep|hinh)/[^"]+)"', page)}
    assert any("Tải" in page for page in pages)
    assert ways
    for way in ways:
        answer = empty_box.get(way)
        assert (answer.status_code, b"Exif" in answer.data) == (200, False)
    assert not [way for way in ways if "/tep/" in way]
    stands_open = [path for path in OpenFolder.of(empty_box.library).folder.rglob("*") if path.is_file()]
    assert stands_open
    assert not [path for path in stands_open if b"Exif" in path.read_bytes()]
