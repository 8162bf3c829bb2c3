"""What a paper of an office is called: its kind and what it is about, as they stand below the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from content.formats.flow.signs import heading_level

_LOOKED_AT: Final = 60
"""Paragraphs, empty ones among them; a letterhead has ten."""
_LENGTH: Final = 400
_ABOUT_LINES: Final = 4
_KIND_WORDS: Final = 3
"""Most words that name a kind alone: "GIẤY GIỚI THIỆU"."""
_KIND: Final = re.compile(
    r"(?:dự thảo\s+)?(?:bộ luật|luật|pháp lệnh|lệnh|nghị quyết(?: liên tịch)?|nghị định|quyết định|chỉ thị"
    r"|thông tư(?: liên tịch)?|quy chế|quy định|quy ước|hương ước|quy trình|thông cáo|thông báo|hướng dẫn|chương trình"
    r"|kế hoạch|phương án|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công điện|bản ghi nhớ|bản thỏa thuận"
    r"|lời kêu gọi|danh sách|danh mục|giấy (?:ủy quyền|mời|giới thiệu|xác nhận)|phiếu [\w ]{2,30}|thư [\w ]{2,20}"
    r"|đơn [\w ,]{2,80}|nội quy|đề cương|bài phát biểu|tờ khai|sổ tay [\w ]{2,60})",
    re.IGNORECASE,
)
"""Kinds of papers (Nghị định 30/2020/NĐ-CP điều 7, Luật Ban hành văn bản quy phạm pháp luật điều 4), and others."""
_ABOUT: Final = re.compile(
    r"(?:v/v|về(?: việc)?|của|ban hành|triển khai|thực hiện|tổ chức|sửa đổi|kết quả|quản lý|sử dụng|hoạt động|làm việc"
    r"|phối hợp|công tác|xây dựng|phát triển|tăng cường|đẩy mạnh|bảo vệ|phòng,? chống)\b",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(
    r"(?:căn cứ|theo|xét|kính gửi|thực hiện (?:quyết|kế|nghị|chỉ|công)|số\s*:|cộng h|độc lập|chủ tịch|ủy ban|uỷ ban"
    r"|hội đồng|quốc hội|chính phủ|bộ trưởng|thủ tướng|giám đốc|luật này|[-_–—*=]{3,}|\(|phần |chương |điều |mục "
    r"|[ivx]+\.|\d+\.|tên tôi|hôm nay)",
    re.IGNORECASE,
)


def paper_title(paragraphs: Iterable[str]) -> str:
    """The title of a paper, "" where it does not begin as one: "Quyết định về việc mở tủ sách thôn".

    Args:
        paragraphs: from the first on, headings among them; lines in one may be divided by line feeds.
    """
    lines = [line.strip() for text in islice(paragraphs, _LOOKED_AT) for line in text.split("\n") if line.strip()]
    for at, line in enumerate(lines):
        bare = line.rstrip(" :")
        if _KIND.match(bare) is None or len(bare) > _LENGTH or not bare.isupper():
            continue
        about = _about(lines[at + 1 :])
        # "QUYẾT ĐỊNH:" alone stands before the articles, after the grounds.
        if about or (len(bare.split()) > _KIND_WORDS and not line.endswith(":")):
            return _joined(bare, about)
    return ""


def _about(following: list[str]) -> list[str]:
    """The lines below the name of the kind that say what it is about."""
    found: list[str] = []
    for line in following[:_ABOUT_LINES]:
        if _STOPS.match(line) or len(line) > _LENGTH or line.endswith((":", ";")):
            break
        fits = line.isupper() if found or not _ABOUT.match(line) else True
        if not fits and not (found and line[:1].islower()):
            break
        if found and heading_level(line) not in (0, 3):
            break
        found.append(line)
    return found


def _joined(kind: str, about: list[str]) -> str:
    text = " ".join([kind, *about])[:_LENGTH]
    if " ".join(about).isupper() or not about:
        return text
    words = " ".join(about)
    return f"{kind[:1]}{kind[1:].lower()} {words[:1].lower()}{words[1:]}".rstrip(" .")[:_LENGTH]
