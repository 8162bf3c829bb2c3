"""Guards titles in memory: they are read once, and again as soon as the catalogue or the date is another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from content.catalogue import Catalogue, OverlayField, Publication, TitleCache, lay, site_revision, withdraw
from content.records import Rights, RightsClass
from tests.content.libraries import NOW, catalogue, open_library, put, record


def words(cache: TitleCache, found: Catalogue) -> list[str]:
    return [folded.split("\n")[0].strip() for _, folded in cache.titles(found)]


def test_titles_are_read_once_while_nothing_changes(tmp_path: Path) -> None:
    library, cache = open_library(tmp_path), TitleCache()
    put(library, Publication(record=record("a", title="Đất rừng")))
    assert cache.titles(catalogue(library)) is cache.titles(catalogue(library))


def test_what_is_added_hidden_or_withdrawn_is_seen_at_once(tmp_path: Path) -> None:
    library, cache = open_library(tmp_path), TitleCache()
    one, two = record("a", title="Đất rừng"), record("b", title="Sống mòn")
    put(library, Publication(record=one))
    assert words(cache, catalogue(library)) == ["dat rung"]
    put(library, Publication(record=two))
    assert words(cache, catalogue(library)) == ["dat rung", "song mon"]
    with library.write() as tx:
        lay(tx, one.id, OverlayField.HIDDEN, "1", now=NOW)
    assert words(cache, catalogue(library)) == ["song mon"]
    with library.write() as tx:
        withdraw(tx, two.id, now=NOW)
    assert words(cache, catalogue(library)) == []


def test_a_right_that_ends_takes_the_title_away_with_the_date(tmp_path: Path) -> None:
    library, cache = open_library(tmp_path), TitleCache()
    last = date(2026, 11, 30)
    rights = Rights(rights_class=RightsClass.LICENSED, until=last)
    put(library, Publication(record=replace(record("a", title="Đất rừng"), rights=rights)))
    assert words(cache, Catalogue(library.read(), last)) == ["dat rung"]
    assert words(cache, Catalogue(library.read(), last + timedelta(days=1))) == []


def test_the_site_revision_only_grows(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    seen = [site_revision(library.read())]
    for local in "abc":
        put(library, Publication(record=record(local)))
        seen.append(site_revision(library.read()))
    assert seen == sorted(set(seen))
