"""Where the pictures play: hills, sky, rain, houses, the bookcase, the hearth."""

from __future__ import annotations

from . import _figures as figures
from . import _palette as c
from ._pen import HEIGHT, WIDTH, Pen, Point

_SPINES = (c.RED, c.INDIGO, c.YELLOW, c.LEAF, c.VIOLET, c.CORAL, c.TEAL, c.OCHRE, c.LIME, c.PINK, c.CYAN)
"""Cloths of the books, in the order they stand."""


def hills(pen: Pen, *, far: str = c.FAR_HILL, middle: str = c.HILL, near: str = c.NEAR_HILL) -> None:
    """Three ranges of hills, one behind the other, down to the lower edge."""
    _range(pen, [(-80, 330), (60, 250), (190, 300), (330, 215), (480, 300), (620, 235), (760, 290), (880, 250)], far)
    _range(pen, [(-80, 370), (90, 350), (250, 300), (420, 370), (580, 310), (730, 360), (880, 320)], middle)
    _range(pen, [(-80, 440), (140, 400), (360, 430), (560, 395), (720, 425), (880, 400)], near)


def meadow(pen: Pen, *, height: float = 470, colour: str = c.GRASS) -> None:
    """A meadow in front, with tufts of grass; height: where it begins."""
    _range(
        pen, [(-80, height + 10), (200, height - 12), (450, height + 6), (660, height - 8), (880, height + 4)], colour
    )
    for index in range(14):
        x = 30 + (index * 193) % 760
        y = height + 45 + (index * 71) % 95
        for lean in (-6, 0, 6):
            pen.stroke([(x + lean / 3, y), (x + lean, y - 13)], 2.6, c.NEAR_HILL)


def mist(pen: Pen) -> None:
    """Bands of morning mist in the valley."""
    for x, y, wide in ((120, 372, 190), (330, 396, 230), (640, 378, 210), (820, 400, 140)):
        pen.ellipse(x, y, wide, 17, c.MIST)


def _range(pen: Pen, ridge: list[Point], colour: str) -> None:
    pen.blob([*ridge, (WIDTH + 120, HEIGHT + 200), (-120, HEIGHT + 200)], colour)


def terraces(pen: Pen) -> None:
    """Terraced maize fields on the near slope."""
    for step in range(6):
        y = 392 + step * 24
        pen.stroke([(440 - step * 46, y), (600, y - 18), (820, y - 6)], 4, c.MAIZE)
        for index in range(11):
            x = 452 - step * 44 + index * 36
            top = y - 18 - 8 * (1 - abs(x - 610) / 400)
            pen.stroke([(x, top + 14), (x, top - 4)], 3, c.LEAF)
            pen.stroke([(x - 7, top + 1), (x, top + 7), (x + 7, top + 1)], 2.6, c.LIME)


def cloud(pen: Pen, *, colour: str = c.CLOUD) -> None:
    """A cloud around (0, 0), 150 wide."""
    for x, y, radius in ((-44, 6, 26), (-14, -12, 36), (26, -4, 30), (54, 8, 20)):
        pen.ellipse(x, y, radius, radius * 0.86, colour)
    pen.ellipse(2, 16, 72, 17, colour)


def sun(pen: Pen) -> None:
    """A sun around (0, 0), 120 wide with its rays."""
    for ray in range(12):
        pen.at(0, 0, turned=ray * 30).stroke([(44, 0), (58, 0)], 5, c.SUN)
    pen.ellipse(0, 0, 35, 35, c.SUN)


def rain(pen: Pen, *, colour: str = c.PAPER, above: float = HEIGHT) -> None:
    """Slanting rain all over the sheet; above: the line that no drop crosses."""
    for index in range(150):
        x, y = (index * 353) % 860, (index * 97 + index // 12 * 31) % HEIGHT
        if y + 26 < above:
            pen.stroke([(x, y), (x - 8, y + 24)], 2.6, colour)


def rainbow(pen: Pen) -> None:
    """A rainbow over (0, 0), 600 wide."""
    for index, colour in enumerate((c.EMBER, c.FLAME, c.YELLOW, c.LIME, c.CYAN, "#6f86d6", "#a56fc4")):
        pen.bow(0, 0, 300 - index * 13, 180, 360, 13.5, colour)


def stilt_house(pen: Pen) -> None:
    """A house on stilts on the ground at (0, 0), 210 wide, 170 high."""
    for x in (-76, -38, 0, 38, 76):
        pen.stroke([(x, -62), (x, 0)], 8, c.DARK_WOOD)
    pen.rectangle(-92, -102, 184, 46, c.LIGHT_WOOD)
    for x in range(-80, 92, 20):
        pen.stroke([(x, -100), (x, -58)], 1.6, c.WOOD)
    pen.rectangle(-96, -62, 192, 9, c.DARK_WOOD)
    for x in (-52, 34):
        pen.rectangle(x, -94, 22, 30, c.INK)
    pen.blob([(-122, -94), (-78, -166), (0, -172), (78, -166), (122, -94), (0, -100)], c.THATCH)
    pen.stroke([(-80, -164), (0, -170), (80, -164)], 7, c.BROWN)
    pen.stroke([(96, -56), (128, 0)], 7, c.DARK_WOOD)
    pen.stroke([(82, -56), (112, 0)], 7, c.DARK_WOOD)
    for step in range(4):
        pen.stroke([(86 + step * 8, -46 + step * 13), (100 + step * 8, -46 + step * 13)], 4, c.WOOD)


def commune_house(pen: Pen) -> None:
    """The commune's house of culture on the ground at (0, 0), 400 wide, 240 high, with a porch."""
    pen.rectangle(-200, -18, 400, 18, c.EARTH)
    pen.rectangle(-176, -128, 352, 112, c.WALL)
    pen.rectangle(-26, -96, 58, 80, c.DARK_WOOD)
    pen.rectangle(-20, -90, 22, 74, c.WOOD)
    pen.rectangle(5, -90, 21, 74, c.WOOD)
    for x in (-140, 76):
        window(pen.at(x, -100, scale=0.5), beyond=c.AMBER)
    pen.polygon([(-230, -118), (-150, -212), (150, -212), (230, -118)], c.TILE)
    for row in range(1, 4):
        y = -212 + row * 24
        side = 150 + row * 21
        pen.stroke([(-side, y), (side, y)], 2.4, c.DARK_TILE)
    pen.polygon([(-230, -118), (230, -118), (222, -106), (-222, -106)], c.DARK_TILE)
    for x in (-196, 196, -66, 70):
        pen.stroke([(x, -108), (x, -14)], 8, c.DARK_WOOD)
    bookcase_sign(pen.at(2, -160))


def bookcase_sign(pen: Pen) -> None:
    """The sign of the bookcase around (0, 0): a roof over four books, one leaning."""
    pen.rectangle(-40, -27, 80, 54, c.INDIGO)
    pen.stroke([(-27, -5), (0, -20), (27, -5)], 4, c.PAPER)
    for x in (-18, -8, 2):
        pen.rectangle(x, -3, 7, 22, c.PAPER)
    pen.at(13, 19, turned=-18).rectangle(0, -22, 7, 22, c.YELLOW)


def window(pen: Pen, *, beyond: str = c.SKY) -> None:
    """An open window, 130 wide and 110 high, its upper left corner at (0, 0)."""
    pen.rectangle(0, 0, 130, 110, c.DARK_WOOD)
    pen.rectangle(10, 10, 110, 90, beyond)
    for x, wide in ((-54, 52), (132, 52)):
        pen.rectangle(x, -2, wide, 114, c.WOOD)
        for slat in range(6):
            pen.stroke([(x + 9, 12 + slat * 18), (x + wide - 9, 12 + slat * 18)], 4, c.DARK_WOOD)


def window_with_buffalo(pen: Pen) -> None:
    """The open window in the rain, and a buffalo that puts its head in over the sill."""
    window(pen, beyond=c.RAIN_SKY)
    for index in range(20):
        x, y = 14 + (index * 37) % 102, 12 + (index * 23) % 74
        pen.stroke([(x, y), (x - 3, y + 8)], 1.4, c.PAPER)
    pen.blob([(10, 100), (24, 62), (65, 46), (106, 62), (120, 100), (65, 101)], c.FAR_HIDE)
    pen.rectangle(-4, 100, 138, 11, c.WOOD)
    figures.buffalo_head(pen.at(65, 78, scale=0.8))


def bird(pen: Pen) -> None:
    """A bird far away, around (0, 0)."""
    pen.stroke([(-13, -5), (-6, -8), (0, 0), (6, -8), (13, -5)], 3, c.INK)


def room(pen: Pen, *, wall: str = c.WALL, floor: str = c.LIGHT_WOOD) -> None:
    """A room with a board floor that begins at 430."""
    pen.rectangle(0, 0, WIDTH, HEIGHT, wall)
    pen.rectangle(0, 430, WIDTH, 170, floor)
    for y in (462, 500, 546):
        pen.stroke([(0, y), (WIDTH, y)], 2.4, c.WOOD)
    pen.rectangle(0, 422, WIDTH, 10, c.DARK_WOOD)


def bookcase(pen: Pen, *, shelves: int = 3) -> None:
    """A bookcase full of books, 240 wide, its lower left corner at (0, 0), 100 high for each shelf."""
    high = shelves * 100 + 14
    pen.rectangle(0, -high, 240, high, c.DARK_WOOD)
    for shelf in range(shelves):
        floor = -14 - shelf * 100
        pen.rectangle(12, floor - 88, 216, 88, c.BROWN)
        x, index = 16.0, shelf * 4
        while x < 196:
            wide, tall = 13 + (index * 7) % 10, 56 + (index * 13) % 24
            _spine(pen.at(x, floor), wide=wide, tall=tall, index=index)
            x, index = x + wide + 1.5, index + 1
        _spine(pen.at(x + 15, floor - 3, turned=-13), wide=13, tall=62, index=index)
    pen.rectangle(-8, -high - 10, 256, 12, c.WOOD)


def _spine(pen: Pen, *, wide: float, tall: float, index: int) -> None:
    pen.rectangle(0, -tall, wide, tall, _SPINES[index % len(_SPINES)])
    pen.rectangle(0, -tall * 0.82, wide, 4, c.CREAM if index % 2 else c.INK)


def library_box(pen: Pen) -> None:
    """The box of the library on a surface at (0, 0): 76 wide, a small light, two waves above."""
    pen.rectangle(-38, -28, 76, 28, c.INK)
    pen.rectangle(-38, -28, 76, 6, c.INDIGO)
    pen.ellipse(26, -11, 4, 4, c.LIME)
    for radius in (16, 29, 42):
        pen.bow(0, -34, radius, 225, 315, 4.5, c.TEAL)


def hearth(pen: Pen) -> None:
    """A fire on an open hearth at (0, 0), 150 wide, with a kettle over it."""
    pen.ellipse(0, 4, 86, 20, c.DARK_WOOD)
    pen.ellipse(0, 2, 74, 14, c.BROWN)
    pen.stroke([(-46, 4), (38, -12)], 12, c.WOOD)
    pen.stroke([(46, 4), (-36, -12)], 12, c.DARK_WOOD)
    pen.blob([(-34, -6), (-30, -36), (-16, -24), (-2, -68), (14, -30), (26, -42), (34, -6), (0, 4)], c.EMBER)
    pen.blob([(-22, -6), (-18, -26), (-8, -18), (0, -48), (10, -20), (18, -28), (22, -6), (0, 2)], c.FLAME)
    pen.blob([(-10, -6), (0, -28), (10, -6), (0, 0)], c.YELLOW)
