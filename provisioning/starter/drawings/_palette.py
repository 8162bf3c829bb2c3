"""The colours of the pictures: the dyes and threads of the bookcase, and what grows and walks around it."""

from __future__ import annotations

INK = "#14172b"
PAPER = "#ffffff"
CREAM = "#fdf3dc"

INDIGO, RED, LEAF, VIOLET, OCHRE, TEAL, BROWN = (
    "#22357f",
    "#a01830",
    "#0f5c3a",
    "#75246c",
    "#844700",
    "#0b5566",
    "#57432f",
)
"""The dyes of the seven kinds."""
YELLOW, CORAL, LIME, PINK, AMBER, CYAN, PEACH = (
    "#ffc93c",
    "#ff9d86",
    "#a9d85f",
    "#ff9bd3",
    "#ffcf6b",
    "#6fd7dd",
    "#f3b98a",
)
"""Their threads."""

SKY, MORNING, RAIN_SKY, DUSK, NIGHT = "#cfeaf5", "#fde8c4", "#b4c3d3", "#3b4a86", "#1b2250"
MIST = "#f4f7f4"
CLOUD, RAIN_CLOUD = "#ffffff", "#8290a8"
SUN = "#ffc93c"
FAR_HILL, HILL, NEAR_HILL, GRASS = "#9cc9b4", "#6fae7f", "#4f9460", "#86bf63"
EARTH, PATH, WATER = "#b98a5a", "#cda66f", "#8fc4dc"
MAIZE = "#d8b13a"

WOOD, DARK_WOOD, LIGHT_WOOD, THATCH = "#9a6a3c", "#6d4726", "#c99c66", "#b08d57"
WALL, TILE, DARK_TILE = "#fff1cf", "#c8553d", "#a5412c"

SKIN, BLUSH = "#f0c49a", "#f09a86"
HAIR, GREY_HAIR = "#241d2b", "#d5d6df"

HIDE, FAR_HIDE, MUZZLE, HORN, INNER_EAR = "#5d6380", "#4a4f6b", "#a9a3b4", "#efe2c2", "#d99aa0"
FLAME, EMBER = "#ff9a3c", "#d8432b"
