"""Guards `./dev bench titles`: every question is taken from a title, so something is found, and the shape holds."""

from __future__ import annotations

import random

from appliance.clock import SystemClock
from appliance.opening import open_library
from benchmarks import titles
from benchmarks._harness import ROOT, work_folder
from content.catalogue import Catalogue, TitleCache
from content.search import TitleWordsCache, answer
from webapp.library.searched import SearchedLibrary


def test_tiny_run_tells_how_long_and_how_busy() -> None:
    found = titles.run(None, records=30, questions=5).as_json()
    rows = found["rows"]
    assert isinstance(rows, list)
    assert [row["row"] for row in rows] == [
        "30 records: half of the questions within",
        "30 records: nine of ten within",
        "30 records: processor, half within",
        "30 records: with a slip, half within",
        "30 records: with a slip, nine of ten within",
    ]
    assert all(row["unit"] == "ms" and row["ours"] > 0 and row["peer"] is None for row in rows)


def test_every_question_finds_something() -> None:
    chance = random.Random(7)  # noqa: S311 no secret
    with work_folder() as folder:
        assert folder.is_relative_to(ROOT)
        library = open_library(folder / "library", SystemClock())
        made = titles._fill(library, chance, 30)
        catalogue = Catalogue(library.read(), SystemClock().now().today)
        searched = SearchedLibrary(catalogue, TitleCache(), TitleWordsCache())
        assert len(searched.titles()) == 30
        assert all(answer(titles._question(chance, made), searched).keys for _ in range(20))
        library.close()
