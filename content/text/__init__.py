"""Vietnamese text: one stored form, folding and finding, sort keys, languages and scripts. Pure functions."""

from content.text.fold import exact, fold, syllables, word_spans
from content.text.guess import guess_language
from content.text.isbn import bare_isbn, is_isbn, isbn_forms
from content.text.language_groups import language_group
from content.text.languages import (
    ENGLISH,
    LANGUAGES,
    OF_THE_FIELD,
    OF_THE_WORLD,
    VIETNAMESE,
    Direction,
    Language,
    LanguageTag,
    direction,
    known,
    name,
    parse_tag,
    script,
    tags_meant,
)
from content.text.letter_case import as_a_name, is_in_capitals, is_without_marks
from content.text.normalise import ELLIPSIS, normalise, old_style_tones, one_line
from content.text.snippets import FoldedText, Segment, Span, find_all, snippet
from content.text.sorting import sort_key

__all__ = [
    "ELLIPSIS",
    "ENGLISH",
    "LANGUAGES",
    "OF_THE_FIELD",
    "OF_THE_WORLD",
    "VIETNAMESE",
    "Direction",
    "FoldedText",
    "Language",
    "LanguageTag",
    "Segment",
    "Span",
    "as_a_name",
    "bare_isbn",
    "direction",
    "exact",
    "find_all",
    "fold",
    "guess_language",
    "is_in_capitals",
    "is_isbn",
    "is_without_marks",
    "isbn_forms",
    "known",
    "language_group",
    "name",
    "normalise",
    "old_style_tones",
    "one_line",
    "parse_tag",
    "script",
    "snippet",
    "sort_key",
    "syllables",
    "tags_meant",
    "word_spans",
]
