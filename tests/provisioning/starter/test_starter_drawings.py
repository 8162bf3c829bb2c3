"""Guards the drawn pictures: size, weight, colour, sameness; and the pen that draws them."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from provisioning.starter.drawings import HEIGHT, PICTURES, WIDTH, draw
from provisioning.starter.drawings._pen import Sheet


def pixels(sheet: Sheet) -> Image.Image:
    return Image.open(io.BytesIO(sheet.png())).convert("RGB")


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_sized_light_and_colourful(name: str) -> None:
    data = draw(name)
    image = Image.open(io.BytesIO(data))
    assert image.size == ((600, 800) if name.startswith("bia") else (WIDTH, HEIGHT))
    assert len(data) <= 40 * 1024
    large = [count for count, _ in image.convert("RGB").getcolors(1 << 20) or [] if count > 600]
    assert len(large) >= 8


def test_the_same_picture_twice_is_the_same_to_the_byte() -> None:
    assert draw("cau-vong") == draw("cau-vong")


def test_no_two_pictures_are_alike() -> None:
    assert len({draw(name) for name in PICTURES}) == len(PICTURES)


def test_every_picture_stands_in_a_book() -> None:
    books = Path(__file__).parents[3] / "provisioning" / "starter" / "books"
    text = "".join(path.read_text(encoding="utf-8") for path in books.rglob("*.md"))
    covers = [tomllib.loads(path.read_text(encoding="utf-8")).get("cover") for path in books.glob("*/book.toml")]
    shown = re.findall(r"\(tranh/([a-z-]+)\.png\)", text)
    assert sorted(PICTURES) == sorted({*shown, *filter(None, covers)})


def test_unknown_picture_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw("con-voi")


def test_moved_pen_draws_where_it_was_moved() -> None:
    sheet = Sheet("#ffffff")
    sheet.pen.at(100, 200, scale=2).rectangle(0, 0, 10, 10, "#000000")
    image = pixels(sheet)
    assert image.getpixel((110, 210)) == (0, 0, 0)
    assert image.getpixel((125, 210)) == (255, 255, 255)
    assert image.getpixel((95, 195)) == (255, 255, 255)


def test_mirrored_pen_draws_to_the_left() -> None:
    sheet = Sheet("#ffffff")
    sheet.pen.at(400, 300, mirrored=True).rectangle(0, 0, 50, 10, "#000000")
    image = pixels(sheet)
    assert image.getpixel((375, 305)) == (0, 0, 0)
    assert image.getpixel((425, 305)) == (255, 255, 255)


def test_turned_pen_draws_clockwise() -> None:
    sheet = Sheet("#ffffff")
    sheet.pen.at(400, 300, turned=90).rectangle(10, -5, 50, 10, "#000000")
    image = pixels(sheet)
    assert image.getpixel((400, 340)) == (0, 0, 0)
    assert image.getpixel((440, 300)) == (255, 255, 255)


def test_blob_covers_the_middle_of_its_points() -> None:
    sheet = Sheet("#ffffff")
    sheet.pen.blob([(100, 100), (200, 100), (200, 200), (100, 200)], "#000000")
    image = pixels(sheet)
    assert image.getpixel((150, 150)) == (0, 0, 0)
    assert image.getpixel((300, 150)) == (255, 255, 255)
