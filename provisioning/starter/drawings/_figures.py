"""Who lives in the pictures: children, a grandmother, the buffalo, hens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import _palette as c
from ._pen import Pen, Point

Face = Literal["smile", "open", "away"]
"""What is seen of a face: a smile, a mouth that speaks, or the back of the head."""


@dataclass(frozen=True, kw_only=True)
class Dress:
    """What a person wears: three colours, skirt or trousers, and how the hair is worn."""

    jacket: str
    hem: str
    lower: str
    hair: str = c.HAIR
    bun: bool = False
    plaits: bool = False
    trousers: bool = False


BAN = Dress(jacket=c.INDIGO, hem=c.YELLOW, lower=c.RED, plaits=True)
BOY = Dress(jacket=c.LEAF, hem=c.LIME, lower=c.BROWN, trousers=True)
GIRL = Dress(jacket=c.VIOLET, hem=c.PINK, lower=c.TEAL, bun=True)
SMALL_BOY = Dress(jacket=c.YELLOW, hem=c.OCHRE, lower=c.INDIGO, trousers=True)
GRANDMOTHER = Dress(jacket=c.TEAL, hem=c.CYAN, lower=c.INK, hair=c.GREY_HAIR, bun=True)


def standing(
    pen: Pen,
    dress: Dress,
    *,
    left: Point = (-24, -44),
    right: Point = (24, -44),
    stride: float = 0,
    face: Face = "smile",
) -> None:
    """A person on her feet at (0, 0), 130 high.

    Args:
        pen: origin between the feet.
        dress: what she wears.
        left: where the hand on our left is.
        right: where the other hand is.
        stride: how far apart the feet are in walking or running.
        face: what is seen of it.
    """
    for side, lift in ((-1, stride * 0.35), (1, 0)):
        foot = (side * (8 + stride * 0.6), -4 - (lift if side < 0 else 0))
        pen.stroke([(side * 7, -34), (side * (8 + stride * 0.3), -20), foot], 9, c.SKIN)
        pen.ellipse(foot[0] + 4, foot[1] + 1, 8, 5, c.DARK_WOOD)
        if dress.trousers:
            knee = (side * (8 + stride * 0.3), -30)
            pen.stroke([(side * 8, -50), knee, (foot[0] * 0.95, foot[1] - 11)], 16, dress.lower)
    if dress.trousers:
        pen.blob([(-17, -62), (17, -62), (17, -42), (0, -38), (-17, -42)], dress.lower)
    else:
        pen.blob([(-17, -62), (17, -62), (24, -22), (0, -18), (-24, -22)], dress.lower)
    _upper(pen.at(0, -56), dress, left=(left[0], left[1] + 56), right=(right[0], right[1] + 56), face=face)


def sitting(
    pen: Pen, dress: Dress, *, left: Point = (-20, -22), right: Point = (20, -22), face: Face = "smile"
) -> None:
    """A person on the floor with crossed legs at (0, 0), 100 high; left and right: where the hands are."""
    pen.blob([(-40, -6), (-22, -28), (22, -28), (40, -6), (20, 2), (-20, 2)], dress.lower)
    pen.ellipse(-32, -3, 11, 6, c.SKIN)
    pen.ellipse(32, -3, 11, 6, c.SKIN)
    _upper(pen.at(0, -26), dress, left=(left[0], left[1] + 26), right=(right[0], right[1] + 26), face=face)


def _upper(pen: Pen, dress: Dress, *, left: Point, right: Point, face: Face) -> None:
    """Body, arms and head above the waist at (0, 0)."""
    if face != "away":
        _plaits(pen, dress)
    pen.blob([(-13, -32), (13, -32), (19, 0), (0, 4), (-19, 0)], dress.jacket)
    if face != "away":
        pen.stroke([(0, -28), (0, 0)], 3.5, dress.hem)
    pen.stroke([(-17, -1), (0, 2), (17, -1)], 4.5, dress.hem)
    for side, hand in ((-1, left), (1, right)):
        elbow = ((side * 14 + hand[0]) / 2 + side * 7, (hand[1] - 26) / 2 + 3)
        pen.stroke([(side * 13, -26), elbow, hand], 10, dress.jacket)
        pen.ellipse(hand[0], hand[1], 6, 6, c.SKIN)
    if face == "away":
        _plaits(pen.at(0, 0, scale=0.86), dress)
    head(pen.at(0, -54), dress, face=face)


def _plaits(pen: Pen, dress: Dress) -> None:
    if dress.plaits:
        for side in (-1, 1):
            pen.stroke([(side * 18, -52), (side * 27, -38), (side * 25, -22)], 9, dress.hair)
            pen.ellipse(side * 25, -20, 5, 5, c.RED)


def head(pen: Pen, dress: Dress, *, face: Face = "smile") -> None:
    """A round head at (0, 0), 50 wide, that looks at us or away from us."""
    if face == "away":
        for side in (-1, 1):
            pen.ellipse(side * 25, 3, 4.5, 6, c.SKIN)
    pen.ellipse(0, -4, 26, 26, dress.hair)
    if dress.bun:
        pen.ellipse(0, -30, 12, 10, dress.hair)
        pen.stroke([(-9, -25), (9, -25)], 4, dress.hem)
    if face == "away":
        pen.ellipse(0, 4, 24, 22, dress.hair)
        if dress.plaits:
            pen.stroke([(0, -29), (0, 25)], 1.5, c.SKIN)
        return
    pen.ellipse(0, 2, 22, 21, c.SKIN)
    pen.blob([(-23, -2), (-20, -20), (0, -26), (20, -20), (23, -2), (10, -12), (-6, -11)], dress.hair)
    for side in (-1, 1):
        pen.ellipse(side * 9, 3, 2.8, 3.6, c.INK)
        pen.ellipse(side * 14, 11, 4.4, 3, c.BLUSH)
    if face == "open":
        pen.ellipse(0, 14, 4.6, 5, c.RED)
    else:
        pen.bow(0, 8, 6, 20, 160, 2.4, c.RED)


_WALKING = (((-52, -44), (46, 34)), ((-74, -84), (66, 74)))
_RUNNING = (((-56, -96), (50, 104)), ((-74, -128), (70, 74)))
"""Legs of the buffalo, the far pair and the near pair, hind leg first: x at the body, x at the foot."""


def buffalo(pen: Pen, *, grazing: bool = False, running: bool = False) -> None:
    """A buffalo that walks to the right, 220 long; (0, 0) lies on the ground under its middle."""
    far, near = _RUNNING if running else _WALKING
    body = pen.at(0, -10, turned=-3) if running else pen
    _legs(body, far, width=20, colour=c.FAR_HIDE, lifted=16 if running else 0)
    tail = (-136, -104) if running else (-108, -44)
    body.stroke([(-92, -100), (-114, -84), tail], 7, c.FAR_HIDE)
    body.ellipse(tail[0], tail[1] + 6, 7, 12, c.INK)
    body.blob(
        [(-98, -96), (-70, -128), (-10, -126), (48, -134), (92, -112), (92, -72), (50, -44), (-30, -40), (-88, -54)],
        c.HIDE,
    )
    _legs(body, near, width=22, colour=c.HIDE, lifted=8 if running else 0)
    neck = (118, -62) if grazing else (122, -132)
    body.stroke([(58, -92), (64 + (neck[0] - 58) / 2, (neck[1] - 92) / 2), neck], 62, c.HIDE)
    buffalo_head(body.at(neck[0] + 6, neck[1] + (14 if grazing else 0), turned=14 if grazing else 0))


def _legs(pen: Pen, pair: tuple[Point, Point], *, width: float, colour: str, lifted: float) -> None:
    for x, foot in pair:
        sole = -2 - lifted
        pen.stroke([(x, -62), ((x + foot) / 2 + 4, -34 - lifted / 2), (foot, sole - 6)], width, colour)
        pen.stroke([(foot - 4, sole), (foot + 5, sole)], 12, c.INK)


def buffalo_head(pen: Pen) -> None:
    """The buffalo's head at (0, 0), 90 wide without its horns, that looks at us kindly."""
    for side in (-1, 1):
        pen.blob(
            [
                (side * 16, -30),
                (side * 48, -27),
                (side * 70, -46),
                (side * 60, -84),
                (side * 52, -54),
                (side * 36, -45),
                (side * 14, -46),
            ],
            c.HORN,
        )
        pen.blob([(side * 28, -18), (side * 62, -24), (side * 68, -8), (side * 46, 0), (side * 28, -4)], c.FAR_HIDE)
        pen.blob([(side * 34, -14), (side * 56, -18), (side * 58, -9), (side * 42, -4)], c.INNER_EAR)
    pen.blob([(-36, -30), (0, -44), (36, -30), (36, 6), (28, 42), (-28, 42), (-36, 6)], c.HIDE)
    pen.blob([(-10, -50), (0, -62), (10, -50), (6, -30), (0, -24), (-6, -30)], c.FAR_HIDE)
    pen.blob([(-34, 26), (0, 16), (34, 26), (34, 48), (0, 60), (-34, 48)], c.MUZZLE)
    for side in (-1, 1):
        pen.ellipse(side * 18, -4, 8, 9, c.PAPER)
        pen.ellipse(side * 17, -2, 5, 6.4, c.INK)
        pen.ellipse(side * 17 + 2, -5, 1.8, 1.8, c.PAPER)
        pen.ellipse(side * 14, 32, 4, 5, c.FAR_HIDE)
    pen.bow(0, 36, 13, 25, 155, 3, c.INK)


def hen(pen: Pen, *, feathers: str = c.AMBER) -> None:
    """A hen that walks to the right, 60 long; (0, 0) lies between its feet."""
    for x in (-6, 6):
        pen.stroke([(x, -14), (x, -1), (x + 7, -1)], 2.6, c.OCHRE)
    pen.blob([(-36, -46), (-22, -36), (4, -36), (14, -54), (26, -48), (24, -24), (6, -10), (-18, -12)], feathers)
    pen.blob([(-16, -32), (6, -30), (4, -18), (-10, -18)], c.OCHRE)
    pen.polygon([(30, -48), (42, -43), (30, -40)], c.FLAME)
    pen.blob([(14, -54), (16, -64), (21, -57), (26, -63), (27, -52)], c.EMBER)
    pen.ellipse(25, -46, 2.2, 2.6, c.INK)


def open_book(pen: Pen, *, cover: str = c.RED) -> None:
    """An open book seen from its reader's front, 56 wide, its lower edge at (0, 0)."""
    pen.polygon([(-30, -30), (0, -24), (30, -30), (30, 2), (0, 8), (-30, 2)], cover)
    pen.polygon([(-26, -34), (0, -27), (0, -24), (-26, -31)], c.PAPER)
    pen.polygon([(26, -34), (0, -27), (0, -24), (26, -31)], c.PAPER)
    pen.stroke([(0, -24), (0, 7)], 2, c.INK)
