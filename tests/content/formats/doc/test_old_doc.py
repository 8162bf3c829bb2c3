"""Documents of before Word 97 are read by the programs that know them, inside the limited worker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from content.formats.reading import Caveat, Refusal, RefusedError
from content.formats.worker import Worker

OLD = Path(__file__).parent / "files" / "word-95.doc"


@pytest.mark.desk("antiword")
def test_paper_of_word_95_is_read_and_its_losses_are_told(tmp_path: Path) -> None:
    with Worker() as worker:
        extract = worker.read(OLD, tmp_path)
    assert any("antiword" in note for note in extract.notes)
    assert Caveat.LEFT_OUT in extract.caveats
    assert extract.passages[0].text.strip()
    assert {path.suffix for path in tmp_path.iterdir()} <= {".html", ".json", ""}


@pytest.mark.desk("antiword")
def test_what_no_program_reads_is_damaged(tmp_path: Path) -> None:
    broken = tmp_path / "x.doc"
    data = OLD.read_bytes()
    broken.write_bytes(data[:1_600] + bytes(len(data) - 1_600))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with Worker() as worker, pytest.raises(RefusedError) as error:
        worker.read(broken, scratch)
    assert error.value.refusal in (Refusal.DAMAGED, Refusal.UNKNOWN_KIND, Refusal.NOTHING_TO_READ)


def test_programs_are_looked_for_where_systems_put_them() -> None:
    from content.formats.doc._programs import PROGRAMS

    assert [program.name for program in PROGRAMS] == ["antiword", "catdoc"]
    for program in PROGRAMS:
        assert (program.path is None) == (shutil.which(program.name, path="/usr/bin:/usr/local/bin") is None)
