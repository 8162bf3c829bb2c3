"""A pen for flat pictures: curves, ellipses and strokes in its own coordinates, on a sheet drawn too large."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from PIL import Image, ImageDraw

Point = tuple[float, float]

WIDTH, HEIGHT = 800, 600
"""Of a picture that lies across, in pixels."""
_FINENESS = 3
"""Pixels drawn for each pixel kept, in each direction: what smooths the edges."""
_COLOURS = 96
"""Entries of the palette that the finished picture keeps; flat colours and their soft edges need no more."""
_STEPS = 10
"""Straight pieces that stand for the curve between two points."""


@dataclass(frozen=True)
class Pen:
    """Draws in its own coordinates (x to the right, y down) and carries them to the sheet.

    Attributes:
        sheet: what is drawn on.
        across, down: where the units of x and y come to lie on the sheet, in fine pixels.
        origin: where the point (0, 0) comes to lie, in fine pixels.
    """

    sheet: ImageDraw.ImageDraw
    across: Point = (_FINENESS, 0.0)
    down: Point = (0.0, _FINENESS)
    origin: Point = (0.0, 0.0)

    def at(self, x: float, y: float, *, scale: float = 1.0, mirrored: bool = False, turned: float = 0.0) -> Self:
        """A pen whose origin lies here.

        Args:
            x: of the new origin, in this pen's coordinates.
            y: of the new origin.
            scale: size of its unit in units of this pen.
            mirrored: whether its x runs to the left.
            turned: degrees that it is turned clockwise.

        Returns:
            The new pen; this one stays as it is.
        """
        cosine, sine = math.cos(math.radians(turned)) * scale, math.sin(math.radians(turned)) * scale
        side = -1.0 if mirrored else 1.0
        return type(self)(
            self.sheet,
            across=self._carry_vector(side * cosine, sine),
            down=self._carry_vector(side * -sine, cosine),
            origin=self._carry((x, y)),
        )

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        """Fill a polygon."""
        self.sheet.polygon([self._carry(point) for point in points], fill=colour)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """Fill a soft shape whose edge runs smoothly through the points."""
        count = len(points)
        around = [points[(index - 1) % count] for index in range(count + 3)]
        self.polygon(_curve(around), colour)

    def ellipse(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """Fill an ellipse around (x, y) with half axes wide and high."""
        turn = [2 * math.pi * step / 64 for step in range(64)]
        self.polygon([(x + wide * math.cos(angle), y + high * math.sin(angle)) for angle in turn], colour)

    def rectangle(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        """Fill a rectangle whose upper left corner is (x, y)."""
        self.polygon([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], colour)

    def stroke(self, points: Sequence[Point], width: float, colour: str) -> None:
        """Draw a line with round ends that runs smoothly through the points, as thick as width."""
        path = _curve([points[0], *points, points[-1]]) if len(points) > 2 else list(points)
        carried = [self._carry(point) for point in path]
        thick = width * math.hypot(*self.across)
        half = thick / 2
        self.sheet.line(carried, fill=colour, width=max(1, round(thick)))
        for x, y in carried:  # a disc on every joint: Pillow's own joints leave cracks in thick lines
            self.sheet.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def bow(self, x: float, y: float, radius: float, start: float, end: float, width: float, colour: str) -> None:
        """Draw a piece of a circle from start to end, in degrees clockwise from the right."""
        steps = 24
        angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
        self.stroke([(x + radius * math.cos(one), y + radius * math.sin(one)) for one in angles], width, colour)

    def _carry_vector(self, x: float, y: float) -> Point:
        return self.across[0] * x + self.down[0] * y, self.across[1] * x + self.down[1] * y

    def _carry(self, point: Point) -> Point:
        x, y = self._carry_vector(*point)
        return self.origin[0] + x, self.origin[1] + y


class Sheet:
    """A sheet of paper in one colour, 800 × 600 pixels unless it is said otherwise."""

    def __init__(self, ground: str, *, width: int = WIDTH, height: int = HEIGHT) -> None:
        self._image = Image.new("RGB", (width * _FINENESS, height * _FINENESS), ground)
        self.pen = Pen(ImageDraw.Draw(self._image))

    def png(self) -> bytes:
        """The finished picture: the same strokes give the same bytes."""
        small = self._image.reduce(_FINENESS)
        flat = small.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        flat.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def _curve(points: Sequence[Point]) -> list[Point]:
    """Points of the Catmull-Rom curve through all but the first and the last, which only give its direction."""
    path: list[Point] = []
    for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        path.extend(_between(before, start, end, after, step / _STEPS) for step in range(_STEPS))
    return [*path, points[-2]]


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    """The point at t (0 to 1) of the piece of the curve from start to end."""

    def blend(p0: float, p1: float, p2: float, p3: float) -> float:
        linear = (p2 - p0) * t
        square = (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        cube = (3 * p1 - p0 - 3 * p2 + p3) * t**3
        return p1 + (linear + square + cube) / 2

    return blend(before[0], start[0], end[0], after[0]), blend(before[1], start[1], end[1], after[1])
