"""Guards recordings of people: what is said of them is kept, and without consent nobody but staff sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.accession import warned
from content.catalogue import own_record
from content.formats.reading import Caveat, Refusal
from content.library import Library
from content.records import Consent, Recording
from tests.content.accession.boxes import bring_all, only, refusals, titles
from tests.content.accession.media import sound
from tests.content.libraries import catalogue

SAID = (
    'title = "Hát ru"\nlanguage = "blt"\n[recording]\nperson = "Bà Lò Thị Mai"\nplace = "bản Mòn"\n'
    'ethnic_group = "Thái"\nrecorded = "2026-03"\n'
)
CONSENT = '[recording.consent]\nby = "Bà Lò Thị Mai"\nhow = "nói ở đầu bản thu"\nfor = "nghe tại thư viện xã"\n'


@pytest.fixture
def song(folder: Path) -> Path:
    return sound(folder / "ru.mp3")


def test_recording_without_consent_is_kept_and_nobody_sees_it(library: Library, song: Path) -> None:
    song.with_suffix(".toml").write_text(SAID)
    added = only(bring_all(library, song))
    assert Caveat.NO_CONSENT in added.warnings
    assert "đồng ý" in warned(Caveat.NO_CONSENT)
    assert titles(library) == []
    found = own_record(library.read(), added.record)
    assert found is not None
    assert found[0].recording == Recording(
        person="Bà Lò Thị Mai", place="bản Mòn", ethnic_group="Thái", recorded="2026-03"
    )


def test_consent_that_is_written_later_makes_the_recording_public(library: Library, song: Path) -> None:
    song.with_suffix(".toml").write_text(SAID)
    added = only(bring_all(library, song))
    song.with_suffix(".toml").write_text(SAID + CONSENT)
    (known,) = bring_all(library, song).known
    assert (known.record, known.changed, titles(library)) == (added.record, True, ["Hát ru"])
    found = own_record(library.read(), added.record)
    assert found is not None
    assert found[0].recording is not None
    assert found[0].recording.consent == Consent(
        by="Bà Lò Thị Mai", how="nói ở đầu bản thu", purpose="nghe tại thư viện xã"
    )


@pytest.mark.parametrize("key", ["by", "how", "for"])
@pytest.mark.parametrize("blank", [True, False])
def test_half_a_consent_is_a_fault(library: Library, song: Path, key: str, blank: bool) -> None:
    lines = [line for line in CONSENT.splitlines() if not line.startswith(key)]
    song.with_suffix(".toml").write_text(SAID + "\n".join([*lines, f'{key} = " "'] if blank else lines))
    report = bring_all(library, song)
    assert refusals(report) == [Refusal.BAD_SIDECAR]
    assert f"recording.consent.{key}" in report.refused[0].detail


def test_songs_of_a_person_are_one_record_under_one_consent(library: Library, folder: Path) -> None:
    for number in (1, 2):
        sound(folder / "Bà Mai" / f"{number}.mp3", seed=number)
    (folder / "Bà Mai.toml").write_text(SAID)
    assert Caveat.NO_CONSENT in only(bring_all(library, folder)).warnings
    (folder / "Bà Mai.toml").write_text(SAID + CONSENT)
    assert bring_all(library, folder).known[0].changed
    assert titles(library) == ["Hát ru"]


@pytest.mark.parametrize(
    ("rights", "taken_home"),
    [("", False), ('[rights]\nclass = "own-work"\n', True), ("[rights]\ndownload = true\n", True)],
)
def test_recording_of_a_person_is_taken_home_only_where_its_rights_say_so(
    library: Library, song: Path, rights: str, taken_home: bool
) -> None:
    song.with_suffix(".toml").write_text(SAID + CONSENT + rights)
    added = only(bring_all(library, song))
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert shown.record.rights.may_download is taken_home
