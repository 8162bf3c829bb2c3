"""Under which language a reader looks for something: regions and dialect marks do not matter, ways of writing do."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from content.text.languages import LANGUAGES, ORTHOGRAPHIES, TAG_MAX, LanguageTag, parse_tag, script

_SCRIPT_OF_REGION: Final = {
    ("zh", "TW"): "Hant",
    ("zh", "HK"): "Hant",
    ("zh", "MO"): "Hant",
    ("zh", "CN"): "Hans",
    ("zh", "SG"): "Hans",
}
"""Where a region says how a language is written there (likely subtags, UTS 35 §4.3)."""


@lru_cache(maxsize=1_024)
def language_group(tag: str, writing: str = "") -> str:
    """The tag under which everything in one language and one way of writing stands together.

    "en-US" and "en-GB" are "en", "zh-TW" is "zh-Hant"; "blt-Latn" and "blt-Tavt" stay apart, the orthographies of
    Mông and "sr-Latn" too. A script that goes without saying is left out, unless LANGUAGES names the language with it.

    Args:
        tag: a language tag, or any text.
        writing: ISO 15924, where the script is known otherwise than by the tag; the tag's own comes first.

    Returns:
        The tag of the group, a group of itself; text that is no tag as it is.
    """
    canonical = parse_tag(tag)
    if canonical is None:
        return tag
    before, _, private = canonical.partition("-x-")
    language, *subtags = before.split("-")
    said = next((one for one in subtags if len(one) == 4 and one.isalpha()), "") or writing
    said = said or next((_SCRIPT_OF_REGION.get((language, one), "") for one in subtags if one.isupper()), "")
    orthography = f"x-{private}" if f"x-{private}" in ORTHOGRAPHIES else ""
    usual = script(language)
    if orthography:
        said = said or usual
    elif said == usual and LanguageTag(f"{language}-{said}") not in LANGUAGES:
        said = ""
    group = "-".join(one for one in (language, said, orthography) if one)
    return parse_tag(group) or group if len(group) <= TAG_MAX else language
