"""What is said to people, in their language; the source is Vietnamese, and what lacks a translation stays Vietnamese.

A language is offered as soon as its folder `<language>/LC_MESSAGES` here holds a catalogue (decision 0002).
"""

from content.translations._figures import day, megabytes, number
from content.translations._kinds import kind_word
from content.translations._words import catalogue_file, gettext, marked, ngettext, offered, speaking, spoken

__all__ = [
    "catalogue_file",
    "day",
    "gettext",
    "kind_word",
    "marked",
    "megabytes",
    "ngettext",
    "number",
    "offered",
    "speaking",
    "spoken",
]
