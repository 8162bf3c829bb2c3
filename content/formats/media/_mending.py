"""Fields of tags made fit to be shown: letters of old encodings mended where that is sure, advertisements dropped.

Tags of the oldest form have no encoding of their own: players wrote what their system had. Read as Latin-1, as the
standard wants, Vietnamese from such files is a row of wrong letters.
"""

from __future__ import annotations

import re
from typing import Final

from content.text import fold, normalise, one_line
from content.text.guess import is_syllable

_LENGTH: Final = 300
_LENGTH_OF_TEXT: Final = 4_000
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|vn|info|tv|me|xyz|mobi)\b(?:/\S*)?", re.IGNORECASE
)
_LOOSE: Final = re.compile(r"^[\s\-–—_|~•.,:;/]+|[\s\-–—_|~•,:;/]+$")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")
_NUMBERED: Final = re.compile(
    r"(?:(?:audio ?)?track|piste|titel|bai|bai hat|file|tep|voice|recording|new recording|ghi am|ban ghi(?: am)?|rec"
    r"|aud|vid|img|mov|mvi|dsc|video|audio|untitled|khong ten|no title|unknown|new project|default|title|sequence"
    r"|handler|soundhandler|videohandler|(?:iso media file produced by .*))?[\s_.#-]*(?:\d[\d\s_.-]*)?"
)
_NOBODY: Final = re.compile(
    r"(?:unknown|various|khong (?:ro|biet)|chua (?:ro|biet)|nhieu|no)(?: (?:artists?|authors?|albums?|composers?|"
    r"genres?|nghe si|ca si|tac gia|title))?|va|v a|n a|none|null|artists?|album|author|nghe si|ca si|tac gia|admin"
    r"|user|lavf.*"
)
_MACHINE: Final = re.compile(
    r"(?:[0-9A-F]{8}\s*)+|(?:lame|lavf|lavc|xing|itunes|exact audio copy|encoded|converted|ripped|created|made|x264|"
    r"handbrake|vlc|google|youtube|purchased)\b.*|0+",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER: Final = re.compile(r"\w+")
_WORDS_MIN: Final = 2
"""Words with letters beyond ASCII that must all become syllables before an old encoding is believed."""

# TCVN 5712:1993, VN3 (the "ABC" fonts): what each byte stands for.
_TCVN3: Final = {
    first + place: letter
    for first, letters in (
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    )
    for place, letter in enumerate(letters)
}


def line(text: str) -> str:
    """A field as one line, "" where it says nothing: a number that a machine gave, an address, a player's default."""
    shown = one_line(mended(text), _LENGTH)
    bare = _EMPTY_BRACKETS.sub(" ", _ADDRESS.sub(" ", shown)) if _ADDRESS.search(shown) else shown
    bare = _LOOSE.sub("", one_line(bare, _LENGTH)) if bare != shown else bare
    return "" if _NUMBERED.fullmatch(fold(bare)) else bare


def person(text: str) -> str:
    """A name, "" where nobody is named."""
    shown = line(text)
    return "" if _NOBODY.fullmatch(" ".join(_WORD_OR_NUMBER.findall(fold(shown)))) else shown


def paragraphs(text: str) -> str:
    """A longer field in lines, without those that are addresses or that a program wrote."""
    lines = (one_line(said, _LENGTH_OF_TEXT) for said in normalise(mended(text)).split("\n"))
    kept = [said for said in lines if said and not _MACHINE.fullmatch(said) and _LOOSE.sub("", _ADDRESS.sub("", said))]
    shown = "\n".join(kept)
    return shown if len(shown) <= _LENGTH_OF_TEXT else shown[: _LENGTH_OF_TEXT - 1].rsplit(" ", 1)[0] + "…"


def mended(text: str) -> str:
    """A text whose bytes were read in the wrong encoding as it was meant; as it is, where that is not sure."""
    text = text.replace("\0", " ").strip()
    if text.isascii():
        return text
    raw = _bytes(text)
    if raw is None:
        return text
    return _utf_8(raw) or _vietnamese(raw, text) or text


def _bytes(text: str) -> bytes | None:
    """The bytes that were read as Latin-1 or as Windows-1252, None where they were not."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            continue
    return None


def _utf_8(raw: bytes) -> str:
    """The text of bytes that are UTF-8, which none of the others is by chance; the last letter may be cut in two."""
    for cut in range(4):
        try:
            found = raw[: len(raw) - cut].decode("utf-8").strip()
            # Cut down to nothing but ASCII, it shows nothing.
            return "" if found.isascii() else found
        except UnicodeDecodeError as error:
            if error.start < len(raw) - 3:
                return ""
    return ""


def _vietnamese(raw: bytes, text: str) -> str:
    """The text of bytes that are Vietnamese in TCVN3 or Windows-1258, "" where that is not sure."""
    tcvn3 = "".join(_TCVN3.get(byte, chr(byte)) for byte in raw)
    for meant in (normalise(raw.decode("cp1258", "replace")), tcvn3):
        words = [word for word in _WORD.findall(meant.lower()) if not word.isascii()]
        sound = len(words) >= _WORDS_MIN and all(map(is_syllable, words)) and "\ufffd" not in meant
        if sound and _is_wrong(text):
            return meant
    return ""


def _is_wrong(text: str) -> bool:
    """Whether a word of the text as it was read has letters beyond ASCII and is no Vietnamese syllable."""
    words = (word for word in _WORD.findall(normalise(text).lower()) if not word.isascii())
    return not all(map(is_syllable, words))
