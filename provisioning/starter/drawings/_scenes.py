"""The pictures themselves: the story of Ban and the buffalo Mận, its cover, and the box among its readers."""

from __future__ import annotations

from . import _figures as figures
from . import _palette as c
from . import _places as places
from ._pen import HEIGHT, WIDTH, Pen, Sheet


def cover() -> Sheet:
    """Upright: Ban reads on the buffalo's back, on a meadow in the hills."""
    sheet = Sheet(c.SKY, width=600, height=800)
    pen = sheet.pen
    places.sun(pen.at(490, 110, scale=1.15))
    places.cloud(pen.at(130, 130, scale=1.1))
    places.cloud(pen.at(330, 80, scale=0.7))
    places.bird(pen.at(250, 190))
    places.bird(pen.at(300, 215, scale=0.8))
    hills = pen.at(-100, 110)
    places.hills(hills)
    places.meadow(hills, height=470)
    pen.rectangle(0, 690, 600, 110, c.GRASS)
    figures.buffalo(pen.at(245, 735, scale=1.62))
    figures.sitting(pen.at(200, 534, scale=1.5), figures.BAN, left=(-22, -40), right=(22, -40))
    figures.open_book(pen.at(200, 488, scale=1.5), cover=c.YELLOW)
    figures.hen(pen.at(500, 768, mirrored=True, scale=1.25))
    return sheet


def morning() -> Sheet:
    """Ban and the buffalo leave the house in the mist."""
    sheet = Sheet(c.MORNING)
    pen = sheet.pen
    places.sun(pen.at(600, 205, scale=1.1))
    for x, y in ((250, 120), (310, 90), (350, 140)):
        places.bird(pen.at(x, y))
    places.hills(pen)
    places.mist(pen)
    places.meadow(pen, height=445)
    places.stilt_house(pen.at(170, 480, scale=1.25))
    pen.blob([(300, 600), (420, 560), (560, 540), (700, 500), (840, 470), (840, 520), (720, 560), (600, 600)], c.PATH)
    figures.buffalo(pen.at(470, 556))
    pen.stroke([(604, 468), (640, 488), (668, 470)], 3, c.DARK_WOOD)
    figures.standing(pen.at(706, 540, scale=1.1), figures.BAN, left=(-36, -62), right=(34, -70), stride=12)
    figures.hen(pen.at(290, 570))
    return sheet


def counting_clouds() -> Sheet:
    """The buffalo grazes, Ban sits on its back and counts clouds; the fourth is black."""
    sheet = Sheet(c.SKY)
    pen = sheet.pen
    for x, y, scale in ((120, 90, 0.9), (300, 130, 0.75), (470, 80, 0.85)):
        places.cloud(pen.at(x, y, scale=scale))
    places.cloud(pen.at(680, 100, scale=1.35), colour=c.RAIN_CLOUD)
    places.hills(pen)
    places.meadow(pen, height=430)
    figures.buffalo(pen.at(330, 545, scale=1.35), grazing=True)
    for x, lean in ((444, -8), (458, -3), (472, 2), (486, -5), (500, 4), (514, 0), (528, 6), (542, 9)):
        pen.stroke([(x, 572), (x + lean, 550)], 4, c.NEAR_HILL)
    figures.sitting(pen.at(300, 382, scale=1.3), figures.BAN, left=(-24, -20), right=(50, -88), face="open")
    return sheet


def running() -> Sheet:
    """Ban and the buffalo run through the rain."""
    sheet = Sheet(c.RAIN_SKY)
    pen = sheet.pen
    for x, scale in ((90, 1.3), (330, 1.5), (600, 1.4), (770, 1.1)):
        places.cloud(pen.at(x, 62, scale=scale), colour=c.RAIN_CLOUD)
    places.hills(pen, far="#8fb3ad", middle="#649a78", near="#477f58")
    places.meadow(pen, height=450, colour="#74a85a")
    pen.blob([(60, 565), (260, 535), (520, 540), (760, 565), (500, 592), (220, 590)], c.PATH)
    places.rain(pen)
    for x, y in ((150, 572), (330, 584), (560, 580), (700, 566)):
        _puddle(pen, x, y)
    figures.buffalo(pen.at(250, 566, scale=1.2), running=True)
    girl = pen.at(596, 556, scale=1.25, turned=8)
    leaf = girl.at(0, -136, scale=0.86)
    leaf.blob([(-60, 6), (-30, -26), (10, -34), (52, -14), (64, 8), (0, 0)], c.LEAF)
    leaf.stroke([(-46, 2), (0, -18), (56, 4)], 3, c.LIME)
    figures.standing(girl, figures.BAN, left=(-30, -132), right=(30, -132), stride=30, face="open")
    return sheet


def under_the_eaves() -> Sheet:
    """The two shelter under the eaves of the house of culture."""
    sheet = Sheet(c.RAIN_SKY)
    pen = sheet.pen
    places.cloud(pen.at(140, 70, scale=1.4), colour=c.RAIN_CLOUD)
    places.cloud(pen.at(640, 60, scale=1.5), colour=c.RAIN_CLOUD)
    places.hills(pen, far="#8fb3ad", middle="#649a78", near="#477f58")
    places.meadow(pen, height=490, colour="#74a85a")
    places.rain(pen)
    places.commune_house(pen.at(400, 545, scale=1.72))
    figures.buffalo(pen.at(540, 546, scale=0.98))
    figures.standing(pen.at(214, 534, scale=1.2, turned=5), figures.BAN, left=(-24, -84), right=(24, -84), face="away")
    for x, y in ((120, 582), (330, 588), (640, 584), (735, 576)):
        _puddle(pen, x, y)
    return sheet


def bookcase() -> Sheet:
    """Ban stands before the bookcase."""
    sheet = Sheet(c.WALL)
    pen = sheet.pen
    places.room(pen)
    places.window(pen.at(90, 120, scale=1.2), beyond=c.RAIN_SKY)
    places.bookcase(pen.at(400, 486, scale=1.16))
    places.library_box(pen.at(538, 110, scale=1.1))
    pen.ellipse(440, 560, 96, 9, c.WOOD)
    figures.standing(pen.at(440, 556, scale=1.7), figures.BAN, left=(-26, -46), right=(40, -110), face="away")
    return sheet


def listening() -> Sheet:
    """Ban reads on the floor; the buffalo puts its head through the window and listens."""
    sheet = Sheet(c.WALL)
    pen = sheet.pen
    places.room(pen)
    places.bookcase(pen.at(30, 470, scale=0.95))
    places.library_box(pen.at(110, 162))
    places.window_with_buffalo(pen.at(452, 90, scale=1.85))
    pen.ellipse(380, 556, 150, 22, c.CORAL)
    pen.ellipse(380, 555, 128, 16, c.RED)
    figures.sitting(pen.at(380, 550, scale=1.6), figures.BAN, left=(-22, -40), right=(22, -40), face="open")
    figures.open_book(pen.at(380, 506, scale=1.6), cover=c.INDIGO)
    return sheet


def more_listeners() -> Sheet:
    """Children wet from the rain and hens have come in to listen."""
    sheet = Sheet(c.WALL)
    pen = sheet.pen
    places.room(pen)
    places.bookcase(pen.at(20, 450, scale=0.72))
    places.library_box(pen.at(84, 217, scale=0.8))
    places.window_with_buffalo(pen.at(500, 60, scale=1.5))
    pen.ellipse(370, 500, 170, 26, c.CORAL)
    pen.ellipse(370, 499, 146, 19, c.RED)
    figures.sitting(pen.at(370, 492, scale=1.5), figures.BAN, left=(-22, -40), right=(22, -40), face="open")
    figures.open_book(pen.at(370, 450, scale=1.5), cover=c.INDIGO)
    figures.standing(pen.at(530, 530, scale=1.4), figures.GIRL, left=(-18, -66), right=(18, -66))
    figures.sitting(pen.at(672, 560, scale=1.5), figures.BOY)
    figures.sitting(pen.at(168, 566, scale=1.5), figures.SMALL_BOY, right=(32, -70))
    for x, y in ((150, 398), (196, 412), (512, 320), (560, 334), (650, 396), (700, 404), (548, 560)):
        pen.blob([(x, y - 7), (x + 4, y + 2), (x, y + 6), (x - 4, y + 2)], c.WATER)
    figures.hen(pen.at(300, 580, scale=1.05))
    figures.hen(pen.at(388, 590, scale=0.85), feathers=c.PAPER)
    figures.hen(pen.at(470, 584, mirrored=True, scale=0.95), feathers=c.PEACH)
    return sheet


def rainbow() -> Sheet:
    """The rain is over; a rainbow stands over the maize terraces."""
    sheet = Sheet(c.SKY)
    pen = sheet.pen
    places.rainbow(pen.at(420, 400))
    places.cloud(pen.at(110, 120))
    places.cloud(pen.at(730, 90, scale=0.8))
    places.hills(pen)
    places.terraces(pen)
    pen.blob([(-60, 500), (120, 470), (300, 500), (470, 560), (520, 680), (-60, 700)], c.GRASS)
    figures.standing(pen.at(110, 572, scale=1.3), figures.SMALL_BOY, right=(34, -130), face="open")
    figures.standing(pen.at(225, 580, scale=1.4), figures.BAN, left=(-26, -50), right=(40, -124), face="away")
    figures.standing(pen.at(340, 590, scale=1.4), figures.GIRL, right=(38, -126), face="away")
    return sheet


def by_the_fire() -> Sheet:
    """In the evening Ban tells the story to her grandmother by the fire."""
    sheet = Sheet(c.BROWN)
    pen = sheet.pen
    places.room(pen, wall="#7a5636", floor="#a4713f")
    for x in range(40, WIDTH, 76):
        pen.stroke([(x, 0), (x, 422)], 3, c.DARK_WOOD)
    places.window(pen.at(320, 70, scale=1.35), beyond=c.NIGHT)
    pen.ellipse(430, 128, 24, 24, c.AMBER)
    pen.ellipse(440, 122, 21, 21, c.NIGHT)
    for x, y in ((350, 108), (380, 168), (458, 180), (365, 138), (412, 190)):
        pen.ellipse(x, y, 2.6, 2.6, c.PAPER)
    pen.ellipse(400, 500, 330, 66, "#c08a4e")
    figures.sitting(pen.at(215, 530, scale=1.6), figures.BAN, left=(-44, -76), right=(50, -70), face="open")
    figures.sitting(pen.at(590, 530, scale=1.7), figures.GRANDMOTHER, left=(-24, -26), right=(20, -22))
    pen.stroke([(562, 476), (548, 488), (462, 516)], 6, c.DARK_WOOD)
    places.hearth(pen.at(402, 530, scale=1.25))
    return sheet


def next_day() -> Sheet:
    """In bright sun the buffalo waits at the window of the house of culture; everybody is coming."""
    sheet = Sheet(c.SKY)
    pen = sheet.pen
    places.sun(pen.at(110, 100))
    places.cloud(pen.at(320, 80, scale=0.8))
    places.hills(pen)
    places.meadow(pen, height=450)
    pen.blob([(-40, 560), (150, 520), (420, 530), (700, 520), (840, 540), (840, 620), (-40, 640)], c.PATH)
    places.commune_house(pen.at(440, 520, scale=1.25))
    figures.buffalo(pen.at(700, 562, mirrored=True, scale=0.86))
    figures.standing(pen.at(330, 560, scale=1.05), figures.BAN, right=(40, -110), stride=10)
    figures.standing(pen.at(220, 566, scale=1.1), figures.GRANDMOTHER, right=(24, -40), stride=8)
    figures.standing(pen.at(130, 572, scale=0.95), figures.SMALL_BOY, left=(-30, -110), stride=12)
    figures.standing(pen.at(50, 576), figures.GIRL, stride=10)
    figures.hen(pen.at(285, 588, scale=0.8))
    return sheet


def your_turn() -> Sheet:
    """The hills, the sun and the buffalo rise out of an open book."""
    sheet = Sheet(c.INDIGO)
    pen = sheet.pen
    for index in range(26):
        pen.ellipse((index * 211) % WIDTH, (index * 97) % 300, 2.4, 2.4, c.AMBER)
    pen.ellipse(400, 360, 290, 270, c.SKY)
    pen.rectangle(80, 440, WIDTH - 160, HEIGHT - 440, c.INDIGO)
    places.sun(pen.at(300, 190))
    places.cloud(pen.at(500, 170, scale=0.8))
    pen.blob([(112, 440), (180, 350), (270, 390), (400, 320), (520, 380), (620, 340), (688, 440), (400, 470)], c.HILL)
    pen.blob([(112, 442), (220, 400), (400, 420), (580, 396), (688, 442), (400, 480)], c.GRASS)
    pen.polygon([(70, 440), (400, 480), (730, 440), (760, 560), (400, 596), (40, 560)], c.RED)
    pen.blob([(90, 436), (240, 424), (394, 474), (394, 582), (230, 534), (66, 548)], c.CREAM)
    pen.blob([(710, 436), (560, 424), (406, 474), (406, 582), (570, 534), (734, 548)], c.CREAM)
    for row in range(4):
        y = 462 + row * 20
        pen.stroke([(122 - row * 4, y), (240, y - 6), (360, y + 28)], 4, c.PATH)
        pen.stroke([(678 + row * 4, y), (560, y - 6), (440, y + 28)], 4, c.PATH)
    places.stilt_house(pen.at(238, 424, scale=0.85))
    figures.buffalo(pen.at(472, 448, scale=1.0))
    return sheet


def box_and_phones() -> Sheet:
    """The box stands on the bookcase, and people around it read on their phones."""
    sheet = Sheet(c.WALL)
    pen = sheet.pen
    places.room(pen)
    places.bookcase(pen.at(256, 470, scale=1.2), shelves=2)
    waves = pen.at(400, 168)
    for radius in (170, 235, 300):
        waves.bow(0, 0, radius, 155, 205, 6, c.CYAN)
        waves.bow(0, 0, radius, -25, 25, 6, c.CYAN)
    places.library_box(pen.at(400, 202, scale=1.7))
    _reader_with_phone(pen.at(150, 560, scale=1.6), figures.GRANDMOTHER)
    _reader_with_phone(pen.at(400, 580, scale=1.45), figures.BOY)
    _reader_with_phone(pen.at(645, 560, scale=1.6), figures.GIRL)
    return sheet


def guide_cover() -> Sheet:
    """Upright: a grandmother and a child read on their phones before the bookcase with the box."""
    sheet = Sheet(c.WALL, width=600, height=800)
    pen = sheet.pen
    pen.rectangle(0, 610, 600, 190, c.LIGHT_WOOD)
    for y in (650, 700, 758):
        pen.stroke([(0, y), (600, y)], 2.4, c.WOOD)
    pen.rectangle(0, 602, 600, 10, c.DARK_WOOD)
    places.bookcase(pen.at(145, 640, scale=1.3))
    places.library_box(pen.at(300, 218, scale=1.8))
    waves = pen.at(300, 190)
    for radius in (190, 250):
        waves.bow(0, 0, radius, 155, 205, 7, c.CYAN)
        waves.bow(0, 0, radius, -25, 25, 7, c.CYAN)
    _reader_with_phone(pen.at(170, 760, scale=2.1), figures.GRANDMOTHER)
    _reader_with_phone(pen.at(430, 764, scale=1.9), figures.BAN)
    return sheet


def _puddle(pen: Pen, x: float, y: float) -> None:
    """Rain water on the ground around (x, y)."""
    pen.ellipse(x, y, 44, 9, c.WATER)
    pen.ellipse(x, y - 1, 22, 4, c.PAPER)


def _reader_with_phone(pen: Pen, dress: figures.Dress) -> None:
    """Somebody on the floor who holds a phone."""
    figures.sitting(pen, dress, left=(-11, -34), right=(13, -34))
    pen.rectangle(-9, -48, 18, 32, c.INK)
    pen.ellipse(4, -43, 2.2, 2.2, c.CYAN)
