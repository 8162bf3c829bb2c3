"""A title for a book whose package gives none: what its documents agree on, else the heading of its first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from content.formats.epub._contents import TITLE_LENGTH, as_title
from content.formats.epub._metadata import is_title
from content.formats.epub._pages import Page
from content.text import fold, one_line

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
