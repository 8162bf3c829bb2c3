"""Made papers to measure with: laws of many articles and tables, in every format that LibreOffice writes."""

from __future__ import annotations

import random
from pathlib import Path

import xlsxwriter

from benchmarks._books import WORDS
from tests.papers import Level, Paper, convert, turned

TEXTS = ("docx:MS Word 2007 XML", "doc:MS Word 97", "odt", "rtf", "html:HTML (StarWriter)")
SHEETS = ("xls:MS Excel 97", "ods")
_CLAUSES = 4
_ROWS, _COLUMNS = 1_000, 12


def make_papers(folder: Path, *, papers: int, articles: int) -> Path:
    """Writes as many laws in each format, and as many tables.

    Args:
        articles: of each law, of four numbered clauses.
    """
    chance = random.Random(5)  # noqa: S311 the same papers each time
    turned([_law(f"luat-{number}", articles, chance) for number in range(papers)], folder, filters=TEXTS)
    for left in (folder / "sources").iterdir():
        left.unlink()
    sheets = [_sheet(folder / "xlsx" / f"bang-{number}.xlsx", chance) for number in range(papers)]
    for wanted in SHEETS:
        convert(wanted, sheets, folder / wanted.partition(":")[0], folder / "profile")
    return folder


def _law(name: str, articles: int, chance: random.Random) -> Paper:
    paper = Paper(name, title=f"Luật {name}")
    paper.heading("LUẬT")
    items = []
    for _ in range(articles):
        items.append((1, _sentence(chance, 8)))
        items += [(2, _sentence(chance, 40)) for _ in range(_CLAUSES)]
    paper.listed([Level("1", "Điều "), Level("1")], items, [""] * len(items))
    paper.table([[_sentence(chance, 4) for _ in range(4)] for _ in range(20)])
    return paper


def _sheet(path: Path, chance: random.Random) -> Path:
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh sách")
        for row in range(_ROWS):
            for column in range(_COLUMNS):
                sheet.write(row, column, _sentence(chance, 3) if column % 3 else row * column)
    return path


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()
