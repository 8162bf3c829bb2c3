"""Finding: what records are called, with marks or without, with slips, and which chapter is about something."""

from content.search.alike import rank_alike
from content.search.answers import Answer, Fit, Searched, answer
from content.search.headings import Sought, rank_headings
from content.search.names import rank_name
from content.search.questions import Question, quoted
from content.search.title_words import TitleWords, TitleWordsCache
from content.search.titles import rank_near, rank_titles

__all__ = [
    "Answer",
    "Fit",
    "Question",
    "Searched",
    "Sought",
    "TitleWords",
    "TitleWordsCache",
    "answer",
    "quoted",
    "rank_alike",
    "rank_headings",
    "rank_name",
    "rank_near",
    "rank_titles",
]
