"""A title for a book whose package gives none: what its documents agree on, else the heading of its first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from content.formats.flow.entries import TITLE_LENGTH, as_title
from content.formats.flow.pages import Page
from content.text import fold, one_line

_NO_TITLES = frozenset(
    {
        "zip", "todo", "unknown", "untitled", "no title", "title", "không tên", "không có tên", "chưa có tên",
        "chưa đặt tên", "tên sách", "nhan đề", "ebook", "epub", "new document", "document1",
        "converted", "cover", "bìa", "unknown title", "n/a", "none",
    }
)  # fmt: skip
"""In small letters, without brackets."""
_FILE_NAME = re.compile(
    r"^microsoft word - |\.(?:epub|docx?|x?html?|pdf|txt|prc|mobi|azw3?|odt|rtf|indd|qxd|zip|opf)$|"
    r"^_*[^\W_]+(?:_+[^\W_]+){2,}_*$|"
    r"^(?:urn:)?(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^(?:urn:)?(?:isbn[: ]*)?97[89][\d -]{10,14}$",
    re.IGNORECASE,
)
_AGREED = 0.5
"""Share of the documents whose `title` is that of the book, where they say the same."""
_PART = re.compile(
    r"^(?:chuong|hoi|phan|quyen|tap|thien|bai|muc|chapter|part|section|book|page|trang)\W*(?:thu\W+)?[\divxlc]+\b|"
    r"^(?:muc luc|noi dung|loi (?:noi dau|tua|gioi thieu|mo dau|cam on)|gioi thieu|mo dau|bia|cover|title ?page|"
    r"(?:table of )?contents|copyright|preface|foreword|introduction|thong tin ebook|chu thich|notes)\b\W*$"
)


def title_within(pages: list[Page], titles: Iterable[str]) -> str:
    """The title, "" where nothing in the book is surely one.

    Args:
        pages: all pages.
        titles: what the `title` elements of its documents say.
    """
    said = list(titles)
    agreed, count = Counter(filter(is_title, said)).most_common(1)[0] if any(map(is_title, said)) else ("", 0)
    if count > 1 and count >= _AGREED * len(said):
        return one_line(as_title(agreed), TITLE_LENGTH)
    headings = (as_title(block.text) for page in pages for block in page.blocks if block.tag == "h")
    named = (heading for heading in headings if is_title(heading) and not _PART.match(fold(heading)))
    return one_line(next(named, ""), TITLE_LENGTH)


def is_title(text: str) -> bool:
    """Whether a text is a title, not what a program put where it knew none: a file name, a number, "Untitled"."""
    bare = text.strip(" []()<>.…\"'").lower()
    return any(map(str.isalnum, bare)) and bare not in _NO_TITLES and not _FILE_NAME.search(text.strip())
