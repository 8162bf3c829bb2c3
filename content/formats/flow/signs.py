"""Headings of papers by their words: phần, chương, mục, tiểu mục, điều, appendices, forms, lines that stand out.

They are numbered and named as Nghị định 30/2020/NĐ-CP (phụ lục I, mục II) has it. A paragraph becomes a heading only as
a whole: a sentence that merely begins so ("Điều 5 của Luật này quy định…"), a line of a table of contents, a letterhead
and a signature are none.
"""

from __future__ import annotations

import re
from typing import Final

_PART, _CHAPTER, _SECTION, _SUBSECTION, _ARTICLE, _LEAST = 1, 2, 3, 4, 5, 6
_LONGEST: Final = 300
"""Characters; no heading is longer. Some articles of the Penal Code have names of 250."""
_NAME: Final = 200
"""Characters of a name that is not bold."""
_SENTENCE: Final = 70
"""Characters; what ends with a stop and is longer is a sentence, not the name of an article."""
_SHORT: Final = 100
"""Characters of a line that stands out and has no label that is certain."""

_COUNT: Final = (
    r"(?:\d{1,4}[a-zđ]{0,2}(?:\.\d{1,3}){0,3}|[ivxlc]{1,7}|[a-hđ]|(?:thứ\s+)?(?:nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
    r"|mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?)|thứ\s+\d{1,3})"
)
_LABELS: Final = (
    (re.compile(rf"(?:phần|part)\s+{_COUNT}(?!\w)", re.IGNORECASE), _PART),
    (re.compile(rf"(?:chương|chapter)\s+{_COUNT}(?!\w)", re.IGNORECASE), _CHAPTER),
    (re.compile(rf"tiểu\s+mục\s+{_COUNT}(?!\w)", re.IGNORECASE), _SUBSECTION),
    (re.compile(rf"mục\s+(?:số\s+)?{_COUNT}(?!\w)", re.IGNORECASE), _SECTION),
    (re.compile(r"(?:điều|article)\s+(?:thứ\s+)?\d{1,4}[a-zđ]{0,2}(?!\w)", re.IGNORECASE), _ARTICLE),
    (re.compile(rf"phụ\s+lục(?:\s+(?:số\s*)?:?\s*{_COUNT}(?:[-/][\w/-]{{1,20}})?(?!\w))?", re.IGNORECASE), _CHAPTER),
    (
        re.compile(
            r"(?:biểu\s+mẫu|biểu|mẫu)\s+(?:số\s*)?:?\s*\d{1,3}[a-zđ]?(?:[-./][\w./-]{1,24})?(?!\w)", re.IGNORECASE
        ),
        _SECTION,
    ),
)
"""Labels with their levels; the levels only say which stands inside which."""
_AFTER_LABEL: Final = re.compile(r"\s*(?:[.:)]\s*[-–—]?|[-–—])\s*|\s*\n\s*")
_ROMAN: Final = re.compile(r"[IVX]{1,6}\s*[.)/:–-]+\s*(?=\S)")
_LETTER: Final = re.compile(r"[A-HĐ]\s*[.)/:–-]+\s*(?=\S)")
_FIGURES: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)/]+\s*|\s+)(?=\S)")
_INITIAL: Final = re.compile(r"[A-ZĐ]\.")
"""After a letter with a stop: initials of a name, "V. I. Lê-nin"."""
_CHOICES: Final = re.compile(r"\s[B-D][.)]\s")
_CONTENTS_LINE: Final = re.compile(
    r"(?:\.{3,}|…|_{3,}|(?:\s\.){3,}|\t|\s{3,})[\s.…_]*(?:\d{1,4}|[ivxlc]{1,6})?\s*$", re.IGNORECASE
)
_OPEN_END: Final = (",", ";", "-", "–", "/", " và", " của", " hoặc", " là", " gồm", " theo", " về")
_QUOTES: Final = ('"', "“", "”", "‘", "«", "'")
_BRACKET: Final = "("

_FRAME: Final = re.compile(
    r"(?:cộng\s+h(?:òa|oà|ọa)\s+xã\s+hội|việt\s+nam\s+dân\s+chủ\s+cộng|độc\s+lập\s*[-–—.]|đảng\s+cộng\s+sản"
    r"|(?:tm|kt|tl|tuq|q|t/m|k/t|t/l)\s*[./]|nơi\s+(?:nhận|gửi)|kính\s+(?:gửi|trình|thưa)|số\s*:|số\s+[\d.…/]|v/v|về\s+việc"
    r"|căn\s+cứ|xét\s|theo\s+đề\s+nghị|\(?\s*đã\s+ký|ký\s+tên|(?:ủy|uỷ)\s+ban\s+nhân\s+dân|hội\s+đồng\s+nhân\s+dân|ubnd|hđnd"
    r"|(?:quốc\s+hội|chính\s+phủ)$|sở\s+(?:giáo|y|nông|tài|tư|văn|khoa|nội|xây|công|lao|thông)\s+\w+(?:,?\s+\w+){0,6}$"
    r"|bộ\s+(?:giáo|y|nông|tài|tư|văn|khoa|nội|xây|công|lao|thông|quốc|kế)\s+\w+(?:,?\s+\w+){0,6}$|phòng\s+giáo\s+dục"
    r"|trường\s+(?:tiểu\s+học|thcs|thpt|mầm\s+non|trung\s+học|đại\s+học|cao\s+đẳng|pt)"
    r"|(?:q\.|quyền\s+)?(?:phó\s+)?(?:chủ\s+tịch|bí\s+thư|thủ\s+tướng|giám\s+đốc|tổng\s+giám\s+đốc|hiệu\s+trưởng"
    r"|chánh\s+văn\s+phòng|trưởng\s+(?:phòng|ban|thôn|bản|đoàn)|(?:chi\s+)?cục\s+trưởng|vụ\s+trưởng|chánh\s+án|viện\s+trưởng"
    r"|bộ\s+trưởng|thứ\s+trưởng|tổng\s+bí\s+thư|kế\s+toán(?:\s+trưởng)?|thủ\s+quỹ|thư\s+ký)\b[^.:]{0,60}$"
    r"|người\s+(?:lập|viết|ký|báo\s+cáo|làm\s+đơn|khai)(?:\s+\w+){0,2}$)",
    re.IGNORECASE,
)
"""Letterheads, addresses, grounds, signatures (Nghị định 30/2020/NĐ-CP, phụ lục I): they stand out, head nothing."""
_DATE: Final = re.compile(r"\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b", re.IGNORECASE)

_NAME_MOST = 200
"""Characters of a heading's name."""


def heading_level(text: str, *, bold: bool = False, centred: bool = False, alone: bool = True) -> int:
    """The level of a paragraph that is a heading by its words.

    Args:
        text: the whole paragraph with its label; lines in it may be divided by a line feed.
        bold: whether all of it is bold. centred: whether it is centred.
        alone: whether it is a paragraph of the page, not of a cell or of a list, where labels are mere mentions.

    Returns:
        1 (part) to 6 (a bold line without a label), 0 where it is no heading.
    """
    line = text.strip()
    if not alone or not line or len(line) > _LONGEST or line.startswith(_QUOTES) or _CONTENTS_LINE.search(line):
        return 0
    for label, level in _LABELS:
        match = label.match(line)
        if match:
            named = _is_named(line[match.end() :], bold=bold or centred, article=level == _ARTICLE)
            return level if named else 0
    return _numbered(line, bold=bold, centred=centred) or _standing_out(line, bold=bold, centred=centred)


def is_letterhead(text: str) -> bool:
    """Whether a line is of the letterhead or the signature of a paper: it says nothing of what the paper is about.

    Args:
        text: of a paragraph.
    """
    return _FRAME.match(" ".join(text.split())) is not None


def is_nameless(text: str) -> bool:
    """Whether a heading has a label and no name, "Chương I": then the line below names it.

    Args:
        text: of a paragraph that is a heading.
    """
    line = text.strip().rstrip(" .:-–—")
    return any((match := label.match(line)) is not None and match.end() == len(line) for label, _ in _LABELS)


def may_name(text: str, *, stands_out: bool) -> bool:
    """Whether a paragraph below "Chương I" may be its name: it stands out and counts nothing itself.

    Args:
        stands_out: by its look; capitals do so by themselves.
    """
    plain = " ".join(text.split())
    return len(plain) <= _NAME_MOST and (plain.isupper() or stands_out) and heading_level(plain) == 0


def _is_named(rest: str, *, bold: bool, article: bool) -> bool:
    """Whether what stands after a label is its name, or nothing."""
    if not rest.strip(" .:-–—"):
        return True
    divider = _AFTER_LABEL.match(rest)
    name = (rest[divider.end() :] if divider else rest).strip()
    if divider is None and not (_in_capitals(name) or name.startswith(_BRACKET) or (bold and name[:1].isupper())):
        return False
    if name[:1].islower() and not bold:
        return False
    if bold or _in_capitals(name):
        return True
    if name.endswith("."):
        return len(name) <= _SENTENCE
    return len(name) <= _NAME and (article or not name.endswith(":")) and not name.endswith(_OPEN_END)


def _numbered(line: str, *, bold: bool, centred: bool) -> int:
    """The level of "I. MỤC ĐÍCH", "A. PHẦN CHUNG", "1. Mục đích" in bold; 0 where it is none."""
    roman, letter, figures = _ROMAN.match(line), _LETTER.match(line), _FIGURES.match(line)
    found = roman or letter or figures
    if found is None:
        return 0
    name = line[found.end() :].strip()
    if _INITIAL.match(name) or _CHOICES.search(line) or not _may_be_name(name) or _letters(name) < 3:
        return 0
    sure = _in_capitals(name) and _letters(name) >= 5
    if roman:
        plain = name[:1].isupper() and len(name) <= _SHORT and not name.endswith(".")
        return _SECTION if sure or bold or plain else 0
    if letter:
        return _CHAPTER if bold or centred or (sure and _letters(name) >= 8 and " " in name) else 0
    if not (bold or (sure and " " in name)) or len(name) > _NAME:
        return 0
    return min(_LEAST, _SUBSECTION + found[1].count("."))


def _standing_out(line: str, *, bold: bool, centred: bool) -> int:
    """The level of a short line without a label, in capitals or bold; 0 where it is none."""
    plain = re.sub(r"\s+", " ", line)
    if not (bold or centred) or len(plain) > _SHORT or not _may_be_name(plain) or _letters(plain) < 3:
        return 0
    if _FRAME.match(plain) or _DATE.search(plain) or plain.startswith((_BRACKET, "-", "–", "+", "*", "•")):
        return 0
    if _in_capitals(plain):
        return _SECTION
    if not bold or not plain[0].isupper() or _is_person(plain):
        return 0
    return _LEAST


def _is_person(line: str) -> bool:
    """Whether a line has the form of a person's name, as under a signature."""
    words = line.replace(".", " ").split()
    return 2 <= len(words) <= 5 and all(word.istitle() and len(word) <= 7 for word in words)


def _may_be_name(name: str) -> bool:
    """Whether words may name something: not a sentence, nor the beginning of one."""
    return not name.endswith((".", ":", *_OPEN_END)) and len(name) <= _NAME


def _in_capitals(text: str) -> bool:
    """Whether all letters are capitals, but for what brackets hold."""
    bare = re.sub(r"\([^()]*\)?", "", text)
    return bare.isupper()


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
