"""Records as hypothesis makes them, with everything that a sidecar can say, for what is written and read back."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from content.formats.listing.values import isbn_of
from content.records import (
    Audience,
    Consent,
    Creator,
    Identifier,
    Institution,
    Issue,
    Kind,
    PrintCopy,
    Record,
    RecordId,
    Recording,
    Rights,
    RightsClass,
    Subjects,
)
from content.text import one_line

LETTERS = st.text(alphabet="abĐạ;\\ '=,.-+@\"|", max_size=12).map(lambda text: one_line(text, 100))
LINES = LETTERS.filter(bool)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ISSUED = st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]))
UNIQUE = st.lists(LINES, max_size=3, unique=True).map(tuple)
ISBN = st.from_regex(r"97[89]\d{10}", fullmatch=True).filter(lambda text: text.isascii() and isbn_of(text) == text)


def copies() -> st.SearchStrategy[PrintCopy]:
    return st.builds(PrintCopy, holder=LINES, cupboard=LETTERS, copies=st.integers(1, 99_999), call_number=LETTERS)


def records() -> st.SearchStrategy[Record]:
    rights = st.builds(
        Rights,
        rights_class=st.sampled_from(RightsClass),
        holder=LETTERS,
        note=LETTERS,
        until=st.none() | DAYS,
        max_concurrent=st.none() | st.integers(1, 99_999),
        download=st.none() | st.booleans(),
    )
    consent = st.builds(Consent, by=LINES, how=LINES, purpose=LINES)
    recording = st.builds(
        Recording, person=LETTERS.filter(lambda text: text != "?"), place=LETTERS, ethnic_group=LETTERS,
        recorded=st.just("") | ISSUED, consent=st.none() | consent,
    )  # fmt: skip
    return st.builds(
        Record,
        id=st.just(RecordId("local-0f1e2d3c4b5a6978/a1")),
        kind=st.sampled_from(Kind),
        title=LINES,
        creators=UNIQUE.map(lambda names: tuple(map(Creator, names))),
        publisher=LETTERS,
        issued=st.just("") | ISSUED,
        description=LETTERS,
        language=st.sampled_from(["", "vi", "blt-Tavt", "hmn-Latn-x-rpa", "en-US"]),
        script=st.sampled_from(["", "Tavt", "Latn"]),
        audience=st.sampled_from(Audience),
        rights=rights,
        institution=st.none() | st.sampled_from(Institution),
        subjects=st.builds(Subjects, ddc=UNIQUE, keywords=UNIQUE),
        identifiers=st.lists(
            st.one_of(
                st.builds(Identifier, st.just("isbn"), ISBN),
                st.builds(Identifier, st.sampled_from(["doi", "local", "isbn"]), LINES),
            ),
            max_size=3,
            unique=True,
        ).map(tuple),
        source=LETTERS,
        coverage=LETTERS,
        copies=st.lists(copies(), max_size=3).map(tuple),
        issues=st.lists(st.builds(Issue, issued=ISSUED, label=LETTERS), max_size=3).map(tuple),
        recording=st.none() | recording,
    )
