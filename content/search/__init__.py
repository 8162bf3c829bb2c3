"""Finding: what records are called, with marks or without, with slips, and which chapter is about something."""

from content.search.alike import rank_alike
from content.search.headings import heading_words, rank_headings
from content.search.title_words import TitleWords, TitleWordsCache
from content.search.titles import rank_titles

__all__ = ["TitleWords", "TitleWordsCache", "heading_words", "rank_alike", "rank_headings", "rank_titles"]
