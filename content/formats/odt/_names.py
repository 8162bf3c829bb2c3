"""Names of OpenDocument (ODF 1.3 part 3 §1.4)."""

from __future__ import annotations

from typing import Final

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_ODF}office:1.0}}"
TEXT: Final = f"{{{_ODF}text:1.0}}"
TABLE: Final = f"{{{_ODF}table:1.0}}"
DRAW: Final = f"{{{_ODF}drawing:1.0}}"
STYLE: Final = f"{{{_ODF}style:1.0}}"
META: Final = f"{{{_ODF}meta:1.0}}"
MANIFEST: Final = f"{{{_ODF}manifest:1.0}}"
FO: Final = f"{{{_ODF}xsl-fo-compatible:1.0}}"
SVG: Final = f"{{{_ODF}svg-compatible:1.0}}"
LIBREOFFICE: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
MATH: Final = "{http://www.w3.org/1998/Math/MathML}"


def count(text: str | None, *, usual: int, most: int) -> int:
    """A whole number of an attribute within bounds, the usual one where there is none.

    Args:
        text: as it stands. usual: where it is missing or no number. most: the largest that is believed.
    """
    plain = (text or "").strip()
    return min(int(plain), most) if plain.isascii() and plain.isdigit() and len(plain) < 10 else usual
