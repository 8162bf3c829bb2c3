"""Documents of before Word 97, and what our reader does not follow, are read as far as they can be, and it is told."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from content.formats._text_programs import PROGRAMS, text_by_program
from content.formats.doc._older import older_text
from content.formats.reading import Caveat, ReadLimits, RefusedError
from content.formats.worker import Worker

FILES = Path(__file__).parent / "files"


def test_paper_of_word_95_is_read_and_its_losses_are_told(tmp_path: Path) -> None:
    with Worker() as worker:
        extract = worker.read(FILES / "word-95.doc", tmp_path)
    assert "bà con" in extract.passages[0].text
    assert Caveat.LEFT_OUT in extract.caveats


def test_fields_and_cells_of_word_6_are_text() -> None:
    text = b"Bi\xeau \x13 DATE \x1415/3\x15\rt\xean\x07s\xe8\x07\x07cu\xe8i\r"
    main = bytearray(0x400)
    main[0:2] = b"\xdc\xa5"
    main[0x18:0x20] = (0x300).to_bytes(4, "little") + (0x300 + len(text)).to_bytes(4, "little")
    main[0x34:0x38] = len(text).to_bytes(4, "little")
    main[0x300 : 0x300 + len(text)] = text
    assert older_text(bytes(main)) == ["Biêu 15/3", "tên | sè", "cuèi"]


@pytest.mark.desk("antiword")
def test_program_gives_the_text_and_leaves_nothing(tmp_path: Path) -> None:
    notes: list[str] = []
    text = text_by_program(FILES / "bang.doc", tmp_path, ReadLimits(), notes)
    assert text is not None
    assert "Người lập biểu" in text
    assert notes == ["read by antiword: without fonts, headings and automatic numbers"]
    assert list(tmp_path.iterdir()) == []


def test_file_that_no_program_reads_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    notes: list[str] = []
    assert text_by_program(path, tmp_path, ReadLimits(), notes) is None
    assert len(notes) == len(PROGRAMS)


@pytest.mark.desk("antiword")
def test_document_whose_first_block_is_noise_is_refused_and_no_noise_is_shown(tmp_path: Path) -> None:
    data = bytearray((FILES / "bang.doc").read_bytes())
    data[0x200:] = hashlib.shake_256(b"noise").digest(len(data) - 0x200)
    (tmp_path / "x.doc").write_bytes(data)
    with Worker() as worker, pytest.raises(RefusedError):
        worker.read(tmp_path / "x.doc", tmp_path / "scratch")
    assert text_by_program(tmp_path / "x.doc", tmp_path, ReadLimits(), []) is None


def test_programs_are_looked_for_where_systems_put_them() -> None:
    assert [program.name for program in PROGRAMS] == ["antiword", "catdoc"]
    for program in PROGRAMS:
        assert (program.path is None) == (shutil.which(program.name, path="/usr/bin:/usr/local/bin") is None)
