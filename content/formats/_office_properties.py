"""What office programs keep of a paper beside its text, without what they fill in by themselves."""

from __future__ import annotations

import re
from typing import Final

from content.formats.reading import Description
from content.records import Creator
from content.text import normalise, one_line
from content.text.old_encodings import converted, judge

_TITLE: Final = 300
_NAME: Final = 200
_DESCRIPTION: Final = 4_000
_KEYWORDS: Final = 20
_JUNK_TITLE: Final = re.compile(
    r"(?:microsoft (?:word|office|excel)\b.*|(?:document|tài liệu|tai lieu|doc|book|sheet|bản trình bày|untitled"
    r"|new microsoft|mới|no title|không (?:có )?tiêu đề|khong tieu de)[\s_-]*\d*(?: document)?|title|tiêu đề"
    r"|\S+\.(?:docx?|odt|rtf|html?|dot|wpd|txt)|[\W\d_]*|.)$",
    re.IGNORECASE,
)
"""Titles that a program made, not a person."""
_FRAME: Final = re.compile(
    r"(?:cộng h(?:òa|oà) xã hội|độc lập|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|ubnd|hđnd|đảng cộng sản"
    r"|sở |bộ |quốc hội$|chính phủ$|số\s*:)",
    re.IGNORECASE,
)
"""The first words of a letterhead, which programs take for the title of the paper."""
_JUNK_NAME: Final = re.compile(
    r"(?:user|users|admin|administrator|owner|guest|author|unknown|microsoft(?: \w+)*|windows(?: \w+)*|office|home|pc"
    r"|acer|asus|dell|hp|lenovo|toshiba|samsung|sony|vaio|compaq|intel|may ?tinh|máy tính|may|máy|computer"
    r"|my computer|laptop|desktop|python-docx|openpyxl|pandoc|libreoffice|wps(?: office)?|apache poi|smart"
    r"|nguoi dung|người dùng|van thu|văn thư|vanthu|mr|ms|default|test|tester|customer|khach|khách|xp|win ?\d*"
    r"|sky ?123\.?org|thienit|vnedu|bkav|tuyet voi|.{0,2})$",
    re.IGNORECASE,
)
_MACHINE: Final = re.compile(
    r"@|https?:|www\.|\.(?:com|vn|net|org)\b|^[\w-]*\d[\w-]*$|\b(?:pc|computer|laptop|desktop|may ?tinh|máy tính"
    r"|windows|cty|office|user|admin)\b|[\\/<>{}|_]",
    re.IGNORECASE,
)
"""What no person is called: addresses, machines, accounts."""


def described(
    *,
    title: str = "",
    creator: str = "",
    subject: str = "",
    description: str = "",
    keywords: str = "",
    language: str = "",
    fallback_title: str = "",
) -> Description:
    """The description of a paper by its properties.

    A date among the properties is when a file was made, not when a paper was issued; who is named as the author is who
    had the program installed, often enough, and is believed only where it is the name of a person.

    Args:
        title: "" or junk where the paper has none of its own. creator: several are parted by semicolons.
        keywords: parted by commas or semicolons. language: a tag, as BCP 47.
        fallback_title: the title that stands in the text, taken where the properties have none that is sound.
    """
    title, creator, subject, description, keywords = _readable(title, creator, subject, description, keywords)
    own = one_line(title, _TITLE)
    if not is_title(own):
        own = ""
    elif fallback_title and (own.isascii() or len(own) < len(fallback_title)) and not _says_more(own, fallback_title):
        # Word takes the first line of the paper; what stands in the text is the whole of it, with its marks.
        own = ""
    about = "\n".join(text for text in (description.strip(), subject.strip()) if is_title(text))
    return Description(
        title=own or one_line(normalise(fallback_title), _TITLE),
        creators=tuple(Creator(name) for name in _names(creator)),
        description=about[:_DESCRIPTION],
        language=language.strip(),
        keywords=_keywords(keywords),
    )


def is_title(text: str) -> bool:
    """Whether a person may have given it as a title: not a program, and not the beginning of a letterhead."""
    line = " ".join(text.split())
    return bool(line) and _JUNK_TITLE.match(line) is None and _FRAME.match(line) is None and "\ufffd" not in line


def _readable(*texts: str) -> list[str]:
    """Texts as Unicode; properties have no font that tells, only the words of all of them together."""
    found = judge("\n".join(texts))
    encoding = None if found.doubtful else found.encoding
    return [normalise(text if encoding is None or text.isascii() else converted(text, encoding)) for text in texts]


def _says_more(own: str, fallback: str) -> bool:
    """Whether the properties name something else than the beginning of what stands in the text."""
    return not own.isascii() and not fallback.lower().startswith(own.lower())


def _names(creator: str) -> list[str]:
    found = []
    for piece in creator.split(";"):
        name = one_line(piece, _NAME)
        if name and _JUNK_NAME.match(name) is None and _MACHINE.search(name) is None and len(name.split()) > 1:
            found.append(name)
    return list(dict.fromkeys(found))


def _keywords(text: str) -> tuple[str, ...]:
    pieces = (one_line(piece, _NAME) for piece in re.split(r"[;,\n]", text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))[:_KEYWORDS]
