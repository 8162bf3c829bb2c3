"""Guards papers as they are written down: labels, headings by words, and a chapter's name that stands below it."""

from __future__ import annotations

import pytest

from content.formats._letters import Letters
from content.formats.flow.manuscript import CENTRE, Look, Manuscript, Paragraph, Run


def written(*paragraphs: Paragraph) -> str:
    manuscript = Manuscript(Letters())
    manuscript.blocks += paragraphs
    return manuscript.html()


def line(text: str, *, bold: bool = False, align: str = "", label: str = "", level: int = 0) -> Paragraph:
    runs = [Run(text, Look(bold=bold))] if text else []
    return Paragraph(runs=runs, align=align, label=label, level=level)


@pytest.mark.parametrize(
    "name",
    [
        line("NHỮNG QUY ĐỊNH CHUNG", align=CENTRE),
        line("Những quy định chung", bold=True),
        line("Những quy định chung", align=CENTRE),
    ],
)
def test_name_of_a_chapter_stands_in_its_heading(name: Paragraph) -> None:
    html = written(line("Chương I", bold=True, align=CENTRE), line(""), name, line("Điều 1. Phạm vi", bold=True))
    heading = html.partition("</h")[0]
    assert "Chương I" in heading
    assert "quy định chung" in heading.lower()
    assert html.count("<h") == 2


def test_automatic_label_is_named_by_the_line_below() -> None:
    html = written(line("", label="Chương I", level=1), line("NHỮNG QUY ĐỊNH CHUNG", level=1), line("Một câu."))
    assert html == "<h1>Chương I <br>NHỮNG QUY ĐỊNH CHUNG</h1><p>Một câu.</p>"


@pytest.mark.parametrize("below", [line("Nghị định này quy định về sách."), line("Điều 1. Phạm vi", bold=True)])
def test_what_is_no_name_stays_by_itself(below: Paragraph) -> None:
    html = written(line("Chương I", bold=True, align=CENTRE), below)
    assert "<br>" not in html


def test_chapter_with_its_own_name_takes_no_other() -> None:
    html = written(line("Chương I. Quy định chung", level=1), line("ĐIỀU KHOẢN", bold=True))
    assert "<br>" not in html
