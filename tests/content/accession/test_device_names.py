"""Guards the titles of what no person named: the day and hour that a camera put into the name."""

from __future__ import annotations

import pytest

from content.accession.device_names import made_title
from content.records import Kind

NAMES = {
    (Kind.FILM, "VID_20240305_140201"): "Phim quay ngày 5/3/2024 lúc 14:02",
    (Kind.FILM, "20240305_070201"): "Phim quay ngày 5/3/2024 lúc 7:02",
    (Kind.PICTURE, "IMG_20240305_140201_1"): "Ảnh chụp ngày 5/3/2024 lúc 14:02",
    (Kind.PICTURE, "IMG20240305140201"): "",
    (Kind.PICTURE, "Screenshot_2024-03-05-14-02-01"): "Ảnh chụp ngày 5/3/2024 lúc 14:02",
    (Kind.PICTURE, "IMG-20241231-WA0007"): "Ảnh chụp ngày 31/12/2024",
    (Kind.PICTURE, "PXL_20240304_230201123"): "Ảnh chụp ngày 4/3/2024",
    (Kind.SOUND, "Recording 2024-03-05"): "Bài ghi âm ngày 5/3/2024",
    (Kind.SOUND, "Ghi âm 20240305 140201"): "Bài ghi âm ngày 5/3/2024 lúc 14:02",
    (Kind.PICTURE, "DSC01234"): "",
    (Kind.PICTURE, "IMG_20241399_140201"): "",
    (Kind.FILM, "Hội xòe 20240305"): "",
    (Kind.DOCUMENT, "scan_20240305"): "",
}


@pytest.mark.parametrize(("kind", "stem"), NAMES)
def test_a_name_of_a_device_becomes_the_day_it_was_made(kind: Kind, stem: str) -> None:
    assert made_title(kind, stem) == NAMES[kind, stem]
