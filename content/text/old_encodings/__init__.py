"""Vietnamese as it was stored before Unicode: TCVN3 (ABC), VNI, VIQR, VISCII, Windows-1258.

No declaration tells these apart from western text: a program that does not know them shows other letters. What tells is
the name of the font, or that the words become syllables that exist.
"""

from content.text.old_encodings.converting import as_windows, converted, decode, encode
from content.text.old_encodings.fonts import LegacyFont, OldEncoding, legacy_font, name_of
from content.text.old_encodings.judging import Judgement, existing_share, judge, judge_bytes
from content.text.old_encodings.syllables import exists

__all__ = [
    "Judgement",
    "LegacyFont",
    "OldEncoding",
    "as_windows",
    "converted",
    "decode",
    "encode",
    "existing_share",
    "exists",
    "judge",
    "judge_bytes",
    "legacy_font",
    "name_of",
]
