"""The pictures of the starter shelf, drawn by the box itself in flat colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import _scenes as scenes
from ._pen import HEIGHT, WIDTH, Sheet

__all__ = ["HEIGHT", "PICTURES", "WIDTH", "draw"]

PICTURES: Mapping[str, Callable[[], Sheet]] = MappingProxyType(
    {
        "bia": scenes.cover,
        "buoi-sang": scenes.morning,
        "dem-may": scenes.counting_clouds,
        "chay-mua": scenes.running,
        "mai-hien": scenes.under_the_eaves,
        "tu-sach": scenes.bookcase,
        "nghe-doc": scenes.listening,
        "them-ban": scenes.more_listeners,
        "cau-vong": scenes.rainbow,
        "bep-lua": scenes.by_the_fire,
        "hom-sau": scenes.next_day,
        "con-ban": scenes.your_turn,
        "bia-so-tay": scenes.guide_cover,
        "hop-va-dien-thoai": scenes.box_and_phones,
    }
)
"""Every picture by the name that the books call it."""


def draw(name: str) -> bytes:
    """Draw a picture.

    Args:
        name: a key of PICTURES.

    Returns:
        A PNG of 800 × 600 pixels, a cover of 600 × 800; the same name gives the same bytes.

    Raises:
        KeyError: there is no such picture.
    """
    return PICTURES[name]().png()
