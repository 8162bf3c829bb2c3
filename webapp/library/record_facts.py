"""What a record's page says of a record in short facts: how much there is of it, when it came out, who was recorded."""

from __future__ import annotations

from dataclasses import dataclass

from content.catalogue.shown import Extent, Shown
from content.records import Kind, Manner, Record, Recording
from content.translations import day, gettext, kind_word, ngettext, number
from webapp.library.lists import extent_words
from webapp.library.words import language_name

YEAR_DIGITS = 4


@dataclass(frozen=True)
class Fact:
    """What is said of a record, under its name."""

    name: str
    words: str


def facts(shown: Shown, extent: Extent) -> list[str]:
    """Short facts: its kind, how much there is of it, its language."""
    said = shown.record
    found = [kind_word(said.kind)]
    if words := extent_words(said.kind, extent.manner, shown.parts, seconds=extent.seconds):
        found.append(words)
    if said.issues:
        count = len(said.issues)
        found.append(ngettext("%(num)s số", "%(num)s số", count) % {"num": number(count)})
    if language_name(said.language):
        found.append(language_name(said.language))
    if extent.manner is Manner.PAGE and not extent.characters:
        found.append(gettext("Trang là ảnh chụp, không có chữ để tìm."))
    return found


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
