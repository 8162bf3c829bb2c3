"""Made papers and films to measure with: a PDF of photographed pages, a film as long as is wished."""

from __future__ import annotations

import random
import struct
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks._books import WORDS
from benchmarks._harness import ROOT

A4_150 = (1_240, 1_754)
"""Pixels of an A4 page photographed at 150 to the inch."""
_SEED = ROOT / "tests" / "content" / "formats" / "media" / "recordings" / "h264-aac.mp4"


def make_paper(path: Path, *, pages: int) -> Path:
    """Writes a PDF of pages that are pictures: letters on a ground that is not quite white, as a scanner gives them."""
    chance = random.Random(1)  # noqa: S311 no secret
    drawn = [_photographed(chance) for _ in range(pages)]
    drawn[0].save(path, "PDF", save_all=True, append_images=drawn[1:], resolution=150, quality=75)
    return path


def make_film(path: Path, *, size: int) -> Path:
    """Writes a film that plays and is so many bytes long: a short one, and a box at its end that players pass over.

    What it is filled with takes no room on the medium (ISO/IEC 14496-12 §8.1.2, free space box, with a 64-bit size).
    """
    film = _SEED.read_bytes()
    filling = size - len(film)
    with path.open("wb") as file:
        file.write(film + struct.pack(">I4sQ", 1, b"free", filling))
        file.truncate(size)
    return path


def _photographed(chance: random.Random) -> Image.Image:
    page = Image.effect_noise(A4_150, 12).point([min(255, level + 100) for level in range(256)])
    pen, words = ImageDraw.Draw(page), WORDS.split()
    for line in range(120, A4_150[1] - 120, 34):
        pen.text((110, line), " ".join(chance.choices(words, k=14)), fill=20, font_size=22)
    return page
