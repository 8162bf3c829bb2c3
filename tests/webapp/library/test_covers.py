"""Guards drawn covers: the same title and author have the same cover on every box, for ever."""

from __future__ import annotations

import pytest

from content.catalogue.shown import Cover
from webapp.library.covers import cover_view, draw


@pytest.mark.parametrize(
    ("title", "author", "cloth", "motif"),
    [
        ("Lá cờ thêu sáu chữ vàng", "Nguyễn Huy Tưởng", "c3 b0 t4", "h3"),
        ("Lục Vân Tiên", "Nguyễn Đình Chiểu", "c1 b5 t2", "h8"),
        ("Hà Nội 36 phố phường", "Thạch Lam", "c3 b1 t5", "h6"),
        ("Đời thừa", "Nam Cao", "c2 b4 t6", "h6"),
        ("Thượng kinh ký sự", "Hải Thượng Lãn Ông", "c1 b9 t4", "h5"),
    ],
)
def test_the_covers_of_the_look_are_drawn(title: str, author: str, cloth: str, motif: str) -> None:
    assert draw(title, author) == (cloth, motif)


def test_a_picture_keeps_its_proportions_and_a_tall_one_is_bounded() -> None:
    assert cover_view(Cover(name="a.jpg", width=400, height=600), "T", "", "/x").height == 126
    assert cover_view(Cover(name="a.jpg", width=10, height=9_000), "T", "", "/x").height == 244
    assert cover_view(Cover(name="a.jpg"), "T", "", "/x").height == 0


def test_a_title_that_needs_many_lines_stands_in_smaller_letters() -> None:
    assert cover_view(Cover(), "Bản án chế độ thực dân Pháp", "", "").cloth.endswith(" dai")
    assert not cover_view(Cover(), "Lục Vân Tiên", "", "").cloth.endswith(" dai")
