"""What programs put where nobody said anything: "Microsoft Word - x.doc", "Administrator", a path, a site."""

from __future__ import annotations

import re
from typing import Final

from content.text import one_line

TITLE_LENGTH: Final = 300
_NO_TITLES: Final = frozenset(
    {
        "untitled", "unknown", "no title", "title", "document", "new document", "newdocument", "doc", "pdf", "none",
        "n/a", "null", "tmp", "temp", "test", "print", "powerpoint presentation", "microsoft word", "presentation",
        "microsoft powerpoint", "microsoft excel", "không tên", "không có tên", "tên sách", "nhan đề", "cover", "bìa",
        "trang bìa", "bài trình bày powerpoint", "scan", "scanned", "image", "img", "full page photo", "title page",
        "blank page", "mục lục", "contents", "scanned document", "scanned image", "camscanner", "template", "normal",
    }
)  # fmt: skip
"""In small letters, without brackets."""
_ENDING: Final = re.compile(
    r"\.(?:docx?|pptx?|xlsx?|pdf|pub|indd|indb|qxd|qxp|cdr|ai|eps|ps|tex|dvi|rtf|odt|txt|x?html?|p65|pmd|fm|"
    r"jpe?g|tiff?|png|bmp|max)$",
    re.IGNORECASE,
)
_FILE_NAME: Final = re.compile(
    r"^microsoft (?:office )?(?:word|powerpoint|excel|publisher) - |"
    r"^(?:[a-z]:[\\/]|\\\\|/|file:|https?:)|^_*[^\W_]+(?:_+[^\W_]+){2,}_*$|"
    r"^(?:document|doc|scan|scanned|img|image|untitled|tài liệu|book|sách|page|trang|slide|presentation|bản in|print|"
    r"layout|chuong|chương|phần)[ _()-]*\d*$|^[0-9a-f-]{16,}$",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(
    {
        "", "unknown", "author", "none", "n/a", "na", "user", "users", "admin", "administrator", "admins", "owner",
        "root", "guest", "default", "pc", "my pc", "mypc", "home", "computer", "laptop", "desktop", "windows user",
        "hp", "dell", "asus", "acer", "lenovo", "sony", "vaio", "toshiba", "compaq", "samsung", "smart", "scanner",
        "scan", "máy tính", "may tinh", "người dùng", "nguoi dung", "quản trị", "tác giả", "không rõ", "chưa rõ",
        "văn phòng", "office", "anonymous", "unspecified", "python-docx", "apache poi", "www", "abc", "xp", "it",
    }
)  # fmt: skip
"""In small letters."""
_TOOL: Final = re.compile(
    r"microsoft|adobe|acrobat|distiller|indesign|quark ?x|pagemaker|coreldraw|libreoffice|openoffice|ghostscript|"
    r"pdftex|latex|pdfcreator|foxit|nitro ?p|itext|calibre|camscanner|scansoft|abbyy|finereader|hewlett|scanjet|"
    r"laserjet|wkhtmltopdf|chromium|pdf ?24|doc2pdf|smallpdf|ilovepdf|\(0x|"
    r"\b(?:canon|epson|konica|ricoh|xerox|skia|windows)\b",
    re.IGNORECASE,
)
_SITE: Final = re.compile(
    r"^(?:https?://|www\.)|@|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|vn|edu|link|me)$", re.IGNORECASE
)
_LOGIN: Final = re.compile(
    r"^[a-z]+[\d_.-]*[a-z\d]*$|^[A-Z]{1,4}[\d-]+$|^(?:pc|desktop|laptop|win|user|admin)[-\d].*$", re.IGNORECASE
)
"""One word without a mark: whoever was logged in."""


def is_title(text: str) -> bool:
    """Whether a text is a title, not what a program put where it knew none: a file name, a path, "Untitled".

    Args:
        text: of bounded length.
    """
    line = one_line(text, TITLE_LENGTH)
    bare = line.strip(" []()<>.…\"'").lower()
    if len(bare) < 2 or not any(map(str.isalpha, bare)) or "\ufffd" in bare:
        return False
    return bare not in _NO_TITLES and not is_file_name(line) and not _FILE_NAME.search(line)


def is_file_name(line: str) -> bool:
    """Whether a line ends as names of files do.

    Args:
        line: of bounded length.
    """
    return _ENDING.search(line) is not None


def is_person(name: str) -> bool:
    """Whether a name is that of a person or a body, not of a computer, a program or whoever was logged in.

    Args:
        name: on one line.
    """
    bare = name.lower().strip("[]<> .…")
    if bare in _NOBODY or not any(map(str.isalpha, bare)) or "\ufffd" in bare or len(bare) < 2:
        return False
    if _TOOL.search(name) or _SITE.search(name) or _FILE_NAME.search(name) or is_file_name(name):
        return False
    return not (name.isascii() and _LOGIN.match(name) and (name.islower() or any(map(str.isdigit, name))))


def is_publisher(text: str) -> bool:
    """Whether a text is not the name of a program, a site or of nobody.

    Args:
        text: on one line.
    """
    return text.lower() not in _NOBODY and not _TOOL.search(text) and not _SITE.search(text)
