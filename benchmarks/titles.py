"""`titles`: how long a search over 20,000 titles takes in a running server, from question to first page of results."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from appliance.clock import SystemClock
from appliance.opening import open_library
from benchmarks._books import WORDS
from benchmarks._harness import Result, Row, work_folder
from content.catalogue import Catalogue, Publication, TitleCache, add, local_pack_version
from content.library import Library
from content.records import Creator, Kind, Record, RecordId, Subjects
from content.search import TitleWordsCache, answer
from webapp.library.searched import SearchedLibrary

RECORDS = 20_000
QUESTIONS = 60
PAGE_SIZE = 24
STEP = 2_000


def run(data: Path | None, *, records: int = RECORDS, questions: int = QUESTIONS) -> Result:
    """Measures a library of made records.

    Args:
        data: not used: titles of real libraries are too few.
    """
    del data
    chance = random.Random(1)  # noqa: S311 no secret
    clock = SystemClock()
    with work_folder() as folder:
        library = open_library(folder / "library", clock)
        titles = _fill(library, chance, records)
        today = clock.now().today
        searched = SearchedLibrary(Catalogue(library.read(), today), TitleCache(), TitleWordsCache())
        searched.title_words()
        asked = [_question(chance, titles) for _ in range(questions)]
        took = [_ask(library, searched, question, today) for question in asked]
        slipped = [_ask(library, searched, _with_slip(chance, titles), today) for _ in range(questions)]
        library.close()
    answers = statistics.quantiles([answer for answer, _ in took], n=10, method="inclusive")
    slips = statistics.quantiles([answer for answer, _ in slipped], n=10, method="inclusive")
    figures = {
        "half of the questions within": answers[4],
        "nine of ten within": answers[8],
        "processor, half within": statistics.median(busy for _, busy in took),
        "with a slip, half within": slips[4],
        "with a slip, nine of ten within": slips[8],
    }
    rows = [
        Row(row=f"{records} records: {name}", unit="ms", ours=round(seconds * 1_000, 3))
        for name, seconds in figures.items()
    ]
    return Result("titles", tuple(rows))


def _fill(library: Library, chance: random.Random, count: int) -> list[str]:
    """Adds records; returns their titles."""
    words = WORDS.split()
    titles = [" ".join(chance.choices(words, k=chance.randint(2, 9))).capitalize() for _ in range(count)]
    now = SystemClock().now()
    for start in range(0, count, STEP):
        with library.write() as tx:
            version = local_pack_version(tx)
            for number, title in enumerate(titles[start : start + STEP], start):
                record = Record(
                    id=RecordId(f"local-bench/{number:08d}"),
                    kind=Kind.BOOK,
                    title=title,
                    creators=(Creator(" ".join(chance.choices(words, k=3)).title()),),
                    subjects=Subjects(keywords=(chance.choice(words), chance.choice(words))),
                )
                add(tx, Publication(record=record), pack_version=version, now=now)
    return titles


def _question(chance: random.Random, titles: list[str]) -> str:
    """One to three words that stand together in some title."""
    words = chance.choice(titles).lower().split()
    length = min(len(words), chance.randint(1, 3))
    start = chance.randint(0, len(words) - length)
    return " ".join(words[start : start + length])


def _with_slip(chance: random.Random, titles: list[str]) -> str:
    """Up to five words of some title, one of them with a letter that is wrong."""
    words = chance.choice(titles).lower().split()[:5]
    at = chance.randrange(len(words))
    letter = chance.randrange(len(words[at]))
    words[at] = words[at][:letter] + chance.choice("bcdghklmnrstvx") + words[at][letter + 1 :]
    return " ".join(words)


def _ask(library: Library, kept: SearchedLibrary, question: str, today: date) -> tuple[float, float]:
    """Seconds that a question takes, as the page of search asks it: from start to end, and of the processor."""
    started, busy = time.perf_counter(), time.thread_time()
    catalogue = Catalogue(library.read(), today)
    found = answer(question, replace(kept, catalogue=catalogue))
    catalogue.entries(list(found.keys[:PAGE_SIZE]))
    return time.perf_counter() - started, time.thread_time() - busy
