"""Guards Markdown: told by its signs and not by one of them, shown with its headings and tables, without its markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats import ReadLimits
from content.formats.reading import Extract
from content.formats.text import MarkdownReader, TextReader

GUIDE = """\
---
title: "Hướng dẫn mượn sách"
author:
  - Lò Thị Hà
  - Vàng A Sử
lang: vi
date: 2024-05-06
tags: [thư viện, mượn sách]
---

# Mượn sách

Ai cũng được **mượn** sách ở [tủ sách](#tu-sach).

## Tủ sách

| Ngày | Giờ |
|------|-----|
| Thứ hai | 8 giờ |

- một
- hai

<script>x()</script> ~~bỏ~~
"""


def read(tmp_path: Path, text: str) -> tuple[Extract, str]:
    """What came of a text, and the HTML of all its parts."""
    path = tmp_path / "bai.md"
    path.write_text(text, encoding="utf-8")
    assert MarkdownReader().recognises(text.encode()[:4_096], path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    extract = MarkdownReader().read(path, scratch, ReadLimits())
    return extract, "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)


def test_headings_tables_and_lists_are_shown(tmp_path: Path) -> None:
    extract, html = read(tmp_path, GUIDE)
    assert [(line.depth, line.title) for line in extract.contents] == [(0, "Mượn sách"), (1, "Tủ sách")]
    assert "<td>8 giờ</td>" in html
    assert "<li>hai</li>" in html
    assert "<strong>mượn</strong>" in html


def test_what_stands_before_the_text_describes_it(tmp_path: Path) -> None:
    said = read(tmp_path, GUIDE)[0].description
    assert said.title == "Hướng dẫn mượn sách"
    assert [creator.name for creator in said.creators] == ["Lò Thị Hà", "Vàng A Sử"]
    assert said.issued == "2024-05-06"
    assert said.language == "vi"
    assert said.keywords == ("thư viện", "mượn sách")


def test_html_in_it_is_text(tmp_path: Path) -> None:
    _, html = read(tmp_path, GUIDE)
    assert "<script" not in html
    assert "&lt;script&gt;x()&lt;/script&gt;" in html


@pytest.mark.parametrize(
    "text",
    [
        "# Tựa\n\nMột đoạn văn.\n",
        "Mở đầu\n\n## Một\n\na\n\n## Hai\n\nb\n",
        "Xem [trang](https://a.vn/b) và [chỗ](c.md).\n\n- **một**: a\n- **hai**: b\n",
        "```\nmã\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    ],
)
def test_text_with_its_signs_is_markdown(tmp_path: Path, text: str) -> None:
    assert MarkdownReader().recognises(text.encode(), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "#tag của tôi, #1 trong bảng\nchẳng phải tựa\n",
        "- một\n- hai\n- ba\n",
        "1. Mục đích\n2. Yêu cầu\n",
        "KẾ HOẠCH\n---------\nNăm 2024 *** hết\n",
        "#!/bin/sh\n# Chạy\n\necho **a**\n# Hết\n# Hết\n",
        "a * b * c = [x](y\n> trả lời thư\n",
    ],
)
def test_text_with_a_sign_or_two_stays_text(tmp_path: Path, text: str) -> None:
    assert not MarkdownReader().recognises(text.encode(), tmp_path)
    assert TextReader().recognises(text.encode(), tmp_path)


def test_lists_and_quotations_without_end_do_no_harm(tmp_path: Path) -> None:
    text = "# Tựa\n\n" + ">" * 20_000 + " sâu\n\n" + "".join(f"{'  ' * (level % 300)}- x\n" for level in range(600))
    extract, html = read(tmp_path, text)
    assert extract.contents[0].title == "Tựa"
    assert html.count("<blockquote") < 100
