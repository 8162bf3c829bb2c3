"""What a record's page says of a record in short facts: how much there is of it, when it came out, who was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.catalogue.shown import Shown
from content.records import Kind, Manner, Part, Record, Recording
from content.translations import day, gettext, kind_word, ngettext, number
from webapp.library.durations import total_words
from webapp.library.lists import parts_words
from webapp.library.player import RECORDINGS
from webapp.library.words import language_name

YEAR_DIGITS = 4


@dataclass(frozen=True)
class Fact:
    """What is said of a record, under its name."""

    name: str
    words: str


def facts(shown: Shown, parts: Sequence[Part]) -> list[str]:
    """Short facts: its kind, how much there is of it, its language.

    Args:
        parts: all of them, () where it has none.
    """
    said = shown.record
    found = [kind_word(said.kind), *_how_much(said, parts)]
    if said.issues:
        count = len(said.issues)
        found.append(ngettext("%(num)s số", "%(num)s số", count) % {"num": number(count)})
    if language_name(said.language):
        found.append(language_name(said.language))
    if parts and all(part.manner is Manner.PAGE and not part.characters for part in parts):
        found.append(gettext("Trang là ảnh chụp, không có chữ để tìm."))
    return found


def _how_much(said: Record, parts: Sequence[Part]) -> list[str]:
    if not parts:
        return []
    if all(part.manner in RECORDINGS for part in parts):
        length = total_words([part.seconds for part in parts])
        many = [parts_words(len(parts))] if len(parts) > 1 else []
        return [" · ".join([*many, length])] if length else many
    count, manner = len(parts), parts[0].manner
    if manner is Manner.PICTURE and said.kind is Kind.PICTURE:
        return [ngettext("%(num)s ảnh", "%(num)s ảnh", count) % {"num": number(count)}] if count > 1 else []
    if manner in {Manner.PAGE, Manner.PICTURE}:
        return [ngettext("%(num)s trang", "%(num)s trang", count) % {"num": number(count)}]
    return [parts_words(count)] if count > 1 else []


def issued_fact(said: Record) -> Fact | None:
    """When it came out. The date of a file or of a printed book is that of the edition, not of the work or law."""
    if not said.issued:
        return None
    is_year = len(said.issued) == YEAR_DIGITS
    is_book_of_law = said.kind is Kind.LAW and said.copies and said.publisher
    if is_book_of_law:
        name = gettext("In năm") if is_year else gettext("In ngày")
    elif said.kind is Kind.LAW:
        name = gettext("Ban hành năm") if is_year else gettext("Ban hành ngày")
    elif said.items and not said.part_of:
        name = gettext("Năm làm bản này") if is_year else gettext("Ngày làm bản này")
    else:
        name = gettext("Ra năm") if is_year else gettext("Ra ngày")
    return Fact(name, day(said.issued))


def recording_facts(recording: Recording | None) -> tuple[Fact, ...]:
    """Who sings or tells, of which people, where and when, and that she agreed; () of what is no recording of one."""
    if recording is None:
        return ()
    is_year = len(recording.recorded) == YEAR_DIGITS
    agreed = recording.consent
    found = (
        Fact(gettext("Người hát, kể"), recording.person),
        Fact(gettext("Dân tộc"), recording.ethnic_group),
        Fact(gettext("Thu ở"), recording.place),
        Fact(gettext("Thu năm") if is_year else gettext("Thu ngày"), day(recording.recorded)),
        Fact(gettext("Đã đồng ý"), " · ".join(filter(None, (agreed.by, agreed.how, agreed.purpose))) if agreed else ""),
    )
    return tuple(fact for fact in found if fact.words)
