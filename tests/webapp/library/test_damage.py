"""Guards against giving out what a card has spoiled: a damaged text, picture or file is a page that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from appliance.config import LibrarySettings
from content.accession import withdraw_records
from content.catalogue import Catalogue, note_damage
from content.records import RecordId, Sha256
from content.trusted_time import TrustedNow
from tests.webapp.library.conftest import TODAY, Box, FixedClock
from webapp.library import create_app

WORDS = "Trang này bị hỏng"
TITLE = "Mùa hoa ban"


def text_blob(box: Box) -> Sha256:
    part = Catalogue(box.library.read(), TODAY).part(box.record(TITLE), 1)
    assert part is not None
    return part.body


def blob_path(box: Box, blob: Sha256) -> Path:
    path = box.library.blobs_folder / blob[:2] / blob
    path.chmod(0o644)
    return path


@pytest.mark.parametrize("damage", ["gone", "changed", "empty"])
def test_a_damaged_text_is_not_shown(own_box: Box, damage: str) -> None:
    path = blob_path(own_box, text_blob(own_box))
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"<p>X</p>" if damage == "changed" else b"")
    answer = own_box.get(f"{own_box.path(TITLE)}/1")
    assert answer.status_code == 503
    assert WORDS in answer.text
    assert "Retry-After" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert own_box.get(f"{own_box.path(TITLE)}/2").status_code == 200
    assert "This page is damaged" in own_box.get(f"/en{own_box.path(TITLE)}/1").text


def test_a_file_and_a_picture_noted_as_damaged_are_not_sent(own_box: Box) -> None:
    root = own_box.path(TITLE)
    found = re.search(r'src="([^"]+)-nho\.jpg"', own_box.get(root).text)
    assert found is not None
    held = Catalogue(own_box.library.read(), TODAY).shown(own_box.record(TITLE))
    assert held is not None
    addresses = [f"{root}/tep/{quote('Mùa hoa ban.epub')}", f"{root}/hinh/{held.cover.name}"]
    assert [own_box.get(address).status_code for address in addresses] == [200, 200]
    with own_box.library.write() as tx:
        blobs = [Sha256(row[0]) for row in tx.execute("SELECT sha256 FROM holding").fetchall()]
        note_damage(tx, dict.fromkeys(blobs, True))
    for address in addresses:
        for headers in ({}, {"Range": "bytes=0-1"}):
            answer = own_box.get(address, headers=headers)
            assert answer.status_code == 503
            assert WORDS in answer.text
            assert "Content-Disposition" not in answer.headers


def test_a_file_that_is_gone_is_not_promised(own_box: Box) -> None:
    for blob in own_box.library.blobs_folder.rglob("*"):
        if blob.is_file():
            blob.unlink()
    answer = own_box.get(f"{own_box.path(TITLE)}/tep/{quote('Mùa hoa ban.epub')}")
    assert answer.status_code == 503
    assert WORDS in answer.text


@dataclass
class _Withdrawing(FixedClock):
    """A clock at whose second look a record is withdrawn."""

    box: Box
    record: RecordId

    def __post_init__(self) -> None:
        super().__init__()
        self._looks = 0

    def now(self) -> TrustedNow:
        self._looks += 1
        if self._looks == 2:
            withdraw_records(self.box.library, [self.record], now=self.box.clock.now())
        return super().now()


def test_a_page_whose_record_is_withdrawn_meanwhile_is_put_away(own_box: Box) -> None:
    path = own_box.path(TITLE)
    blob_path(own_box, text_blob(own_box)).unlink()
    clock = _Withdrawing(own_box, own_box.record(TITLE))
    app = create_app(
        own_box.library, config=LibrarySettings(), clock=clock, events=own_box.events, letters=own_box.letters
    )
    answer = app.test_client().get(f"{path}/1")
    assert answer.status_code == 410
    assert "đã cất" in answer.text
