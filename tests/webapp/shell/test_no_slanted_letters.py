"""Guards that no style of ours slants letters, and that emphasis is told apart all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = sorted((Path(__file__).resolve().parents[3] / "webapp/shell/static").glob("*.css"))
EMPHASIS = re.compile(r"(?:^|\})(?::root )?\.chu em,(?::root )?\.chu i,(?::root )?\.chu cite\{([^}]*)\}", re.MULTILINE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_sheet_slants_letters(sheet: Path) -> None:
    assert not re.search(r"italic|oblique", sheet.read_text("utf-8"))


def test_emphasis_is_upright_heavier_and_in_the_second_ink() -> None:
    said = EMPHASIS.search(next(sheet for sheet in SHEETS if sheet.name == "tusach.css").read_text("utf-8"))
    assert said is not None
    assert "font-style:normal" in said[1]
    assert "font-weight:500" in said[1]
    assert "var(--muc2)" in said[1]


def test_emphasis_is_heavier_in_the_sun_where_one_ink_is_left() -> None:
    said = EMPHASIS.search(next(sheet for sheet in SHEETS if sheet.name == "nen-nang.css").read_text("utf-8"))
    assert said is not None
    assert "font-weight:700" in said[1]
