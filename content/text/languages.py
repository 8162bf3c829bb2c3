"""The languages and scripts of the field, by BCP 47 tags, and how a tag is read from what a file declares.

Sơn La's peoples come first: their languages have no two-letter code, some have several scripts, and the two Latin
orthographies of Mông stand side by side, named and not ranked. Registered subtags do not tell these two apart, hence
private use (RFC 5646 §2.2.7): `x-vn1961` is the script approved by Nghị định 206/CP of 27 November 1961, `x-rpa` the
Romanized Popular Alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NewType

from content.text.fold import exact, fold

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 tag in its canonical form, such as "vi", "en-US", "blt-Tavt"."""

Direction = Literal["ltr", "rtl"]

TAG_MAX: Final = 64
"""Characters that a language tag may have; a longer text is not one."""

VIETNAMESE: Final = LanguageTag("vi")
ENGLISH: Final = LanguageTag("en")


@dataclass(frozen=True, slots=True)
class Language:
    """A language, in one script where it has several.

    Attributes:
        tag: BCP 47. vietnamese, english: its name. script: ISO 15924. direction: of the script.
    """

    tag: LanguageTag
    vietnamese: str
    english: str
    script: str = "Latn"
    direction: Direction = "ltr"


def _language(tag: str, vietnamese: str, english: str, script: str = "Latn", direction: Direction = "ltr") -> Language:
    return Language(LanguageTag(tag), vietnamese, english, script, direction)


OF_THE_FIELD: Final = (
    _language("vi", "Tiếng Việt", "Vietnamese"),
    _language("tai", "Tiếng Thái", "Tai", "Tavt"),
    _language("blt", "Tiếng Thái Đen", "Tai Dam", "Tavt"),
    _language("blt-Tavt", "Tiếng Thái Đen (chữ Thái)", "Tai Dam (Tai Viet script)", "Tavt"),
    _language("blt-Latn", "Tiếng Thái Đen (chữ La-tinh)", "Tai Dam (Latin script)"),
    _language("twh", "Tiếng Thái Trắng", "Tai Dón", "Tavt"),
    _language("twh-Tavt", "Tiếng Thái Trắng (chữ Thái)", "Tai Dón (Tai Viet script)", "Tavt"),
    _language("twh-Latn", "Tiếng Thái Trắng (chữ La-tinh)", "Tai Dón (Latin script)"),
    _language("hmn", "Tiếng Mông", "Hmong"),
    _language("hmn-Latn-x-vn1961", "Tiếng Mông (chữ năm 1961)", "Hmong (Vietnam's orthography of 1961)"),
    _language("hmn-Latn-x-rpa", "Tiếng Mông (chữ RPA)", "Hmong (RPA orthography)"),
    _language("mww", "Tiếng Mông Trắng", "Hmong Daw"),
    _language("hnj", "Tiếng Mông Xanh", "Hmong Njua"),
    _language("mtq", "Tiếng Mường", "Muong"),
    _language("puo", "Tiếng Xinh Mun", "Puoc"),
    _language("ium", "Tiếng Dao", "Iu Mien"),
    _language("mji", "Tiếng Dao Kim Môn", "Kim Mun"),
    _language("kjg", "Tiếng Khơ Mú", "Khmu"),
    _language("kjm", "Tiếng Kháng", "Kháng"),
    _language("lha", "Tiếng La Ha", "Laha"),
    _language("tyz", "Tiếng Tày", "Tày"),
    _language("lo", "Tiếng Lào", "Lao", "Laoo"),
)
"""Languages spoken in Sơn La, the official one first."""

OF_THE_WORLD: Final = (
    _language("ar", "Tiếng Ả Rập", "Arabic", "Arab", "rtl"),
    _language("bg", "Tiếng Bun-ga-ri", "Bulgarian", "Cyrl"),
    _language("cs", "Tiếng Séc", "Czech"),
    _language("da", "Tiếng Đan Mạch", "Danish"),
    _language("de", "Tiếng Đức", "German"),
    _language("el", "Tiếng Hy Lạp", "Greek", "Grek"),
    _language("en", "Tiếng Anh", "English"),
    _language("eo", "Quốc tế ngữ", "Esperanto"),
    _language("es", "Tiếng Tây Ban Nha", "Spanish"),
    _language("fa", "Tiếng Ba Tư", "Persian", "Arab", "rtl"),
    _language("fi", "Tiếng Phần Lan", "Finnish"),
    _language("fil", "Tiếng Phi-líp-pin", "Filipino"),
    _language("fr", "Tiếng Pháp", "French"),
    _language("he", "Tiếng Do Thái", "Hebrew", "Hebr", "rtl"),
    _language("hi", "Tiếng Hin-đi", "Hindi", "Deva"),
    _language("hu", "Tiếng Hung-ga-ri", "Hungarian"),
    _language("id", "Tiếng In-đô-nê-xi-a", "Indonesian"),
    _language("it", "Tiếng Ý", "Italian"),
    _language("ja", "Tiếng Nhật", "Japanese", "Jpan"),
    _language("km", "Tiếng Khơ-me", "Khmer", "Khmr"),
    _language("ko", "Tiếng Hàn", "Korean", "Kore"),
    _language("la", "Tiếng La-tinh", "Latin"),
    _language("ms", "Tiếng Mã Lai", "Malay"),
    _language("mul", "Nhiều thứ tiếng", "Several languages"),
    _language("my", "Tiếng Mi-an-ma", "Burmese", "Mymr"),
    _language("nb", "Tiếng Na Uy (Bokmål)", "Norwegian Bokmål"),
    _language("nl", "Tiếng Hà Lan", "Dutch"),
    _language("no", "Tiếng Na Uy", "Norwegian"),
    _language("pl", "Tiếng Ba Lan", "Polish"),
    _language("pt", "Tiếng Bồ Đào Nha", "Portuguese"),
    _language("ro", "Tiếng Ru-ma-ni", "Romanian"),
    _language("ru", "Tiếng Nga", "Russian", "Cyrl"),
    _language("sa", "Tiếng Phạn", "Sanskrit", "Deva"),
    _language("sv", "Tiếng Thụy Điển", "Swedish"),
    _language("th", "Tiếng Thái Lan", "Thai", "Thai"),
    _language("tr", "Tiếng Thổ Nhĩ Kỳ", "Turkish"),
    _language("uk", "Tiếng U-crai-na", "Ukrainian", "Cyrl"),
    _language("ur", "Tiếng U-đu", "Urdu", "Arab", "rtl"),
    _language("yue", "Tiếng Quảng Đông", "Cantonese", "Hant"),
    _language("zh", "Tiếng Trung", "Chinese", "Hani"),
    _language("zh-Hans", "Tiếng Trung (chữ giản thể)", "Chinese (simplified)", "Hans"),
    _language("zh-Hant", "Tiếng Trung (chữ phồn thể)", "Chinese (traditional)", "Hant"),
    _language("zxx", "Không lời", "No words"),
)
"""Languages in which books are likely to come from elsewhere."""

LANGUAGES: Final = {language.tag: language for language in OF_THE_FIELD + OF_THE_WORLD}

SCRIPTS: Final = {
    "Arab": ("chữ Ả Rập", "Arabic script"),
    "Cyrl": ("chữ Ki-rin", "Cyrillic script"),
    "Deva": ("chữ Phạn", "Devanagari"),
    "Hani": ("chữ Hán, Nôm", "Han characters"),
    "Hans": ("chữ giản thể", "simplified"),
    "Hant": ("chữ phồn thể", "traditional"),
    "Laoo": ("chữ Lào", "Lao script"),
    "Latn": ("chữ La-tinh", "Latin script"),
    "Tavt": ("chữ Thái", "Tai Viet script"),
    "Thai": ("chữ Thái Lan", "Thai script"),
}
"""What scripts are called, in Vietnamese and English, beside a language that is usually written otherwise."""

ORTHOGRAPHIES: Final = {
    "x-vn1961": ("chữ năm 1961", "Vietnam's orthography of 1961"),
    "x-rpa": ("chữ RPA", "RPA orthography"),
}
"""Private subtags of orthographies that stand side by side, and what they are called."""

# ISO 639-1, all of it: a two-letter subtag that is not here is a mistake ("xx", "us", "vn").
_ISO_639_1: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st "
    "su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_TWO_LETTERS: Final = frozenset(_ISO_639_1.split())
# ISO 639-2 (both its forms) and 639-3 codes that have a two-letter one, which BCP 47 prefers (RFC 5646 §2.2.1), and
# codes withdrawn or wrong yet common in files: "vn" and "cn" are countries.
_PREFERRED: Final = {
    "vie": "vi", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "zho": "zh", "chi": "zh", "cmn": "zh", "jpn": "ja", "kor": "ko", "tha": "th",
    "lao": "lo", "khm": "km", "mya": "my", "bur": "my", "msa": "ms", "may": "ms", "zsm": "ms", "ind": "id",
    "ara": "ar", "arb": "ar", "fas": "fa", "per": "fa", "pes": "fa", "heb": "he", "hin": "hi", "urd": "ur",
    "san": "sa", "lat": "la", "ell": "el", "gre": "el", "nld": "nl", "dut": "nl", "swe": "sv", "dan": "da",
    "nor": "no", "nob": "nb", "fin": "fi", "pol": "pl", "ces": "cs", "cze": "cs", "hun": "hu", "ron": "ro",
    "rum": "ro", "bul": "bg", "ukr": "uk", "tur": "tr", "epo": "eo", "tgl": "fil", "tl": "fil",
    "iw": "he", "in": "id", "ji": "yi", "vn": "vi", "cn": "zh", "jp": "ja",
}  # fmt: skip
_NOT_A_LANGUAGE: Final = frozenset({"und", "unk", "mis", "xxx", "art", "txt", "utf"})
# Scripts that a language does without saying (Suppress-Script of the IANA registry).
_UNSAID_SCRIPT: Final = {"vi": "Latn", "en": "Latn", "fr": "Latn", "de": "Latn", "es": "Latn", "ru": "Cyrl"} | {
    "lo": "Laoo",
    "th": "Thai",
    "km": "Khmr",
    "ko": "Kore",
    "ja": "Jpan",
}

_TAG = re.compile(
    "(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    "(?P<variants>(?:-(?:[0-9][a-z0-9]{3}|[a-z0-9]{5,8}))*)(?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)"
    "(?P<private>-x(?:-[a-z0-9]{1,8})+)?",
)
# Other names that forms and old catalogue cards give.
_ALSO_NAMED: Final = {
    "tiếng kinh": "vi",
    "tiếng hmông": "hmn",
    "tiếng h'mông": "hmn",
    "tiếng hoa": "zh",
    "tiếng trung quốc": "zh",
    "tiếng thái lan": "th",
    "mandarin": "zh",
}


def _called() -> Iterator[tuple[str, LanguageTag]]:
    """Every name of every language, with and without the word for language."""
    languages = OF_THE_FIELD + OF_THE_WORLD
    called = [(exact(name), one.tag) for one in languages for name in (one.vietnamese, one.english)]
    for name, tag in [*called, *((name, LanguageTag(tag)) for name, tag in _ALSO_NAMED.items())]:
        yield name, tag
        yield name.removeprefix("tiếng "), tag


def _names() -> dict[str, LanguageTag]:
    """What languages are called: as written first, so that "Thái" and "Thai" differ, then without marks."""
    called = list(_called())
    names: dict[str, LanguageTag] = {}
    # A folded name of two letters would be a code: "Ý" is no "y".
    for name, tag in called + [(fold(name), tag) for name, tag in called if len(name) > 2]:
        names.setdefault(name, tag)
    return names


_NAMED: Final = _names()


def _unmarked() -> dict[str, tuple[LanguageTag, ...]]:
    """Names without marks that several languages have, and which; the order is that of LANGUAGES."""
    meant: dict[str, dict[LanguageTag, None]] = {}
    for name, tag in _called():
        if len(name) > 2:
            meant.setdefault(fold(name), {})[tag] = None
    order = list(LANGUAGES)
    return {name: tuple(sorted(tags, key=order.index)) for name, tags in meant.items() if len(tags) > 1}


_UNMARKED: Final = _unmarked()


def parse_tag(text: str) -> LanguageTag | None:
    """Read a language tag as files declare it: "Vi", "vie", "vi_VN", "Tiếng Việt", "en-us".

    Args:
        text: what a file or a form says; may be anything.

    Returns:
        The canonical tag (RFC 5646 §2.1.1 for its case, §4.5 for its preferred codes); None if no language is named.
    """
    if len(text) > TAG_MAX:
        return None
    words = fold(text)
    named = _NAMED.get(exact(text)) or _NAMED.get(words)
    if named:
        return named
    match = _TAG.fullmatch(words.replace("_", "-"))
    return _canonical(match) if match and words.isascii() else None


def tags_meant(text: str) -> tuple[LanguageTag, ...]:
    """Every language that a name may mean: "thai" is Tai written without marks, as well as Thailand's Thai in English.

    A person who can be asked is asked which; `parse_tag`, for files that cannot, takes the first reading.

    Args:
        text: as for `parse_tag`.

    Returns:
        Canonical tags, those of the field first; one for a code or a plain name, none if no language is named.
    """
    tag = parse_tag(text)
    written = exact(text)
    if tag is None or written != fold(text):  # marks say which is meant
        return (tag,) if tag else ()
    return _UNMARKED.get(written) or (tag,)


def _canonical(match: re.Match[str]) -> LanguageTag | None:
    """Put the parts of a well-formed tag together in their canonical form; None if its language is not one."""
    language: str = match["extended"] or match["language"]
    language = _PREFERRED.get(language, language)
    if language in _NOT_A_LANGUAGE or (len(language) == 2 and language not in _TWO_LETTERS):
        return None
    said: str = (match["script"] or "").title()
    parts: list[str] = [
        language,
        "" if said == _UNSAID_SCRIPT.get(language) else said,
        (match["region"] or "").upper(),
        match["variants"].strip("-"),
        match["extensions"].strip("-"),
        (match["private"] or "").strip("-"),
    ]
    return LanguageTag("-".join(part for part in parts if part))


def known(tag: str) -> Language | None:
    """The language of the table that a tag belongs to, by leaving subtags off its end (lookup, RFC 4647 §3.4).

    Args:
        tag: a canonical tag: "vi-VN" belongs to "vi", "hmn-Latn-x-rpa" to itself.

    Returns:
        The nearest language known here, or None.
    """
    parts = tag.split("-")
    while parts:
        language = LANGUAGES.get(LanguageTag("-".join(parts)))
        if language:
            return language
        parts.pop()
    return None


def name(tag: str, ui_language: str = VIETNAMESE) -> str:
    """The name of a language to show.

    Args:
        tag: a canonical tag.
        ui_language: language of the page; names are in English on English pages, else in Vietnamese.

    Returns:
        Its name, beginning with a capital letter, with its way of writing where that is not the usual one; the tag
        itself if the language is not known here.
    """
    language = known(tag)
    if language is None:
        return tag
    in_english = parse_tag(ui_language) == ENGLISH
    plain = language.english if in_english else language.vietnamese
    words = ", ".join(vietnamese_and_english[in_english] for vietnamese_and_english in _written(tag, language))
    return f"{plain} ({words})" if words else plain


def _written(tag: str, language: Language) -> Iterator[tuple[str, str]]:
    """What a tag says of the way of writing that the name of its language does not, in Vietnamese and English."""
    said = script(tag)
    if said != language.script:
        yield SCRIPTS.get(said, (said, said))
    _, mark, private = tag.partition("-x-")
    if mark and not language.tag.endswith(f"-x-{private}") and f"x-{private}" in ORTHOGRAPHIES:
        yield ORTHOGRAPHIES[f"x-{private}"]


def script(tag: str) -> str:
    """The script of a tag: as it says, else the usual one of its language.

    Args:
        tag: a canonical tag.

    Returns:
        ISO 15924, such as "Latn" or "Tavt"; "" if it is not known.
    """
    said = next((part for part in tag.partition("-x-")[0].split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    language = known(tag)
    return said or (language.script if language else "")


def direction(tag: str) -> Direction:
    """Which way text in this language runs.

    Args:
        tag: a canonical tag.

    Returns:
        "rtl" for Arabic, Hebrew and their like, else "ltr".
    """
    return "rtl" if script(tag) in {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"} else "ltr"
