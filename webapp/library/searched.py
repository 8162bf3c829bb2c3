"""The library as search sees it: its catalogue, with what stays in memory between questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.catalogue import Catalogue, TitleCache, in_headings, spelled
from content.records import ContentsEntry
from content.search import TitleWords, TitleWordsCache


@dataclass(frozen=True)
class SearchedLibrary:
    """What `content.search.answer` asks, of one catalogue."""

    catalogue: Catalogue
    title_cache: TitleCache
    words_cache: TitleWordsCache

    def titles(self) -> Sequence[tuple[int, str]]:
        """Key and folded fields of every visible record."""
        return self.title_cache.titles(self.catalogue)

    def title_words(self) -> TitleWords:
        """The words of these titles, for search with slips."""
        return self.words_cache.words(self.titles())

    def spelled(self, keys: Sequence[int]) -> Mapping[int, str]:
        """The same fields of some records as they are written."""
        return spelled(self.catalogue.connection, keys)

    def contents_with(
        self, words: Sequence[str], marked: Sequence[str], *, most: int
    ) -> Iterable[tuple[int, Sequence[ContentsEntry]]]:
        """Contents of visible records with a line that has these words."""
        return self.catalogue.contents_with(words, marked, most=most)

    def in_headings(self, phrases: Sequence[str]) -> set[str]:
        """Those of some phrases that stand in a line of contents."""
        return in_headings(self.catalogue.connection, phrases)
