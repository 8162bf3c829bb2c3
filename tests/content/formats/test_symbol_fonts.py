"""Signs that a font draws for letters are read as what is seen."""

from __future__ import annotations

from content.formats._symbol_fonts import is_symbol_font, symbols


def test_letters_of_symbol_are_greek() -> None:
    assert symbols("a + b \uf0b3 p", "Symbol") == "α + β ≥ π"


def test_ticks_and_boxes_of_wingdings_are_seen() -> None:
    assert symbols("\uf0fc\uf0a8\uf0fe", "Wingdings") == "✓□☑"
    assert symbols("ü", "Wingdings") == "✓"


def test_sign_of_an_unknown_place_is_a_bullet_not_a_hole() -> None:
    assert symbols("\uf025", "Wingdings") == "•"


def test_text_in_other_fonts_stays_but_for_placed_signs() -> None:
    assert symbols("Kế hoạch \uf0b7 a", "Times New Roman") == "Kế hoạch • a"
    assert not is_symbol_font("Times New Roman")
    assert is_symbol_font("Wingdings 2")
