"""A record's page: what it is, who it came from, what may be done with it, and the way to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Address, Facet, Noun
from content.catalogue.shown import Listing, Shown
from content.records import Audience, Creator, Institution, Issue, Item, Kind, PrintCopy, Record, Rights
from content.text import one_line
from content.translations import day, gettext, kind_word, megabytes, ngettext, number
from webapp.library.bar import has_contents, no_such_page
from webapp.library.covers import CoverView, cover_view, thumbnail_name
from webapp.library.lists import Paging, foreign, paging, parts_words
from webapp.library.long_text import split
from webapp.library.signs import shelf_link, signs_of
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.library.words import (
    INSTITUTIONS,
    language_name,
    paper_words,
    rights_words,
    role_word,
)
from webapp.shell.frame import Link, Page, View

TITLE_IN_HEAD = 80
ISSUES_PLACE = "cac-so"
YEAR_DIGITS = 4
FORMATS = {
    "application/epub+zip": "EPUB",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
}
pages = Pages("record", __name__)


@dataclass(frozen=True)
class CopyView:
    """Printed copies in one place; facts: cupboard, how many, call number, as far as they are known."""

    place: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class IssueView:
    """One issue of a periodical; `href` is "" where it is on paper only."""

    day: str
    label: str
    href: str


@dataclass(frozen=True)
class Fact:
    """What is said of a record, under its name."""

    name: str
    words: str


@dataclass(frozen=True)
class RecordView(View):
    """A record.

    Attributes:
        language: of the title and description, for `lang`, "" for that of the page.
        creators: each with the way to everything of this name; hint: what she did.
        shelf: the way to where it stands. lead, more: the description, of a long one first what shows at once.
        read: the way to its first part, None where it cannot be read here.
        rights: what may be done with it; () for what is on paper only and says nothing of it.
        issues: those of this page of the list, newest first; issues_place: the `id` where the list stands.
        is_law: its validity must stand above all. is_own: this library added it itself.
        nothing_here: it can neither be read, taken home, nor found on paper.
        path: of the record without language, the key of the place kept in the phone.
        root: what stands before such a path on this language's pages.
    """

    template: ClassVar[str] = "record/record.html"
    title: str
    language: str
    creators: tuple[Link, ...]
    shelf: Link
    facts: tuple[str, ...]
    cover: CoverView
    read: Link | None
    downloads: tuple[Link, ...]
    contents: Link | None
    lead: tuple[str, ...]
    more: tuple[str, ...]
    copies: tuple[CopyView, ...]
    issues: tuple[IssueView, ...]
    issues_place: str
    paging: Paging
    part_of: Link | None
    subjects: tuple[Link, ...]
    institution: str
    publisher: str
    issued: Fact | None
    rights: tuple[str, ...]
    rights_note: str
    added: str
    is_own: bool
    is_for_children: bool
    is_law: bool
    nothing_here: bool
    complaint: str
    path: str
    root: str


@pages.page(Noun.RECORD)
def record(visit: Visit) -> Page:
    """A record's page.

    Raises:
        NotFound, Gone: the record is not there.
        NoSuchPageError: its list of issues has no such page.
    """
    shown = visit.shown()
    issues = Listing(entries=(), total=len(shown.record.issues), page=visit.address.page, size=PAGE_SIZE)
    if issues.page > issues.pages:
        raise no_such_page(shown, visit)
    shelf = visit.standing([shown.record.id]).get(shown.record.id)
    signs = signs_of(shown.record.kind, shelf)
    return Page(
        view=_view(shown, issues, shelf_link(shown.record.kind, shelf, visit), visit),
        title=one_line(shown.record.title, TITLE_IN_HEAD),
        cloth=signs.cloth,
        motif=signs.motif,
        is_open=not shown.record.rights.is_restricted,
    )


def _view(shown: Shown, issues: Listing, shelf: Link, visit: Visit) -> RecordView:
    said = shown.record
    lead, more = split(tuple(line.strip() for line in said.description.splitlines() if line.strip()))
    path = Address(noun=Noun.RECORD, kind=said.kind, record=said.id).path
    read, downloads = _read(shown, visit), _downloads(said, visit)
    return RecordView(
        title=said.title,
        language=foreign(said.language),
        creators=tuple(_creator(creator, visit) for creator in said.creators),
        shelf=shelf,
        facts=tuple(_facts(shown)),
        cover=_cover(shown),
        read=read,
        downloads=downloads,
        contents=_contents(shown, visit),
        lead=lead,
        more=more,
        copies=tuple(_copy(copy, said) for copy in said.copies),
        issues=_issues(said, issues, visit),
        issues_place=ISSUES_PLACE,
        paging=paging(issues, visit, place=ISSUES_PLACE),
        part_of=_part_of(said, visit),
        subjects=tuple(_subject(word, visit) for word in said.subjects.keywords),
        institution=gettext(INSTITUTIONS[said.institution]) if said.institution else "",
        publisher=said.publisher,
        issued=_issued(said),
        rights=rights_words(said.rights) if said.items or said.rights != Rights() else (),
        added=day(shown.added_at[:10]),
        rights_note=said.rights.note,
        is_own=shown.own and said.institution is not Institution.WITH_THE_BOX,
        is_for_children=said.audience is Audience.CHILDREN,
        is_law=said.kind is Kind.LAW,
        nothing_here=not (read or downloads or said.copies or said.issues),
        complaint=visit.record_link(said.kind, said.id, Noun.COMPLAINT),
        path=path,
        root=visit.address.path.removesuffix(path),
    )


def _read(shown: Shown, visit: Visit) -> Link | None:
    if not shown.parts:
        return None
    kind, start = shown.record.kind, shown.start
    first = Address(noun=Noun.PART, kind=kind, record=shown.record.id, part=start.part, place=start.place)
    return Link(visit.link(first), gettext("Đọc ngay"), "doc")


def _contents(shown: Shown, visit: Visit) -> Link | None:
    if not shown.contents or not has_contents(shown):
        return None
    href = visit.record_link(shown.record.kind, shown.record.id, Noun.CONTENTS)
    return Link(href, gettext("Mục lục"), "", parts_words(shown.parts))


def _downloads(said: Record, visit: Visit) -> tuple[Link, ...]:
    return tuple(_download(item, said, visit) for item in said.items) if said.rights.may_download else ()


def _download(item: Item, said: Record, visit: Visit) -> Link:
    href = visit.link(Address(noun=Noun.FILE, kind=said.kind, record=said.id, name=item.name))
    named = FORMATS.get(item.media_type, "")
    size = megabytes(item.size)
    hint = gettext("%(size)s, đọc khi ở nhà") % {"size": f"{named}, {size}" if named else size}
    return Link(href, gettext("Tải về máy"), "tai", hint)


def _creator(creator: Creator, visit: Visit) -> Link:
    # Between quotation marks a name is looked for as a whole, among those who made something.
    href = visit.link(Address(noun=Noun.SEARCH, query=f'"{creator.name}"'))
    return Link(href, creator.name, hint=role_word(creator.role))


def _subject(word: str, visit: Visit) -> Link:
    return Link(visit.link(Address(noun=Noun.BROWSE, facet=Facet.SUBJECT, value=word)), word)


def _facts(shown: Shown) -> list[str]:
    said = shown.record
    facts = [kind_word(said.kind)]
    if shown.parts > 1:
        facts.append(parts_words(shown.parts))
    if said.issues:
        count = len(said.issues)
        facts.append(ngettext("%(num)s số", "%(num)s số", count) % {"num": number(count)})
    if language_name(said.language):
        facts.append(language_name(said.language))
    return facts


def _cover(shown: Shown) -> CoverView:
    said = shown.record
    names = ", ".join(creator.name for creator in said.creators)
    picture = Address(noun=Noun.PICTURE, kind=said.kind, record=said.id, name=thumbnail_name(shown.cover) or "x")
    return cover_view(shown.cover, said.title, names, picture.path)


def _issued(said: Record) -> Fact | None:
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


def _copy(copy: PrintCopy, said: Record) -> CopyView:
    facts = [copy.cupboard]
    if said.kind is not Kind.PERIODICAL or copy.copies > 1:
        facts.append(ngettext("%(num)s bản", "%(num)s bản", copy.copies) % {"num": number(copy.copies)})
    if copy.call_number:
        facts.append(gettext("Ký hiệu: %(number)s") % {"number": copy.call_number})
    return CopyView(paper_words(said.kind, copy.holder), tuple(filter(None, facts)))


def _issues(said: Record, issues: Listing, visit: Visit) -> tuple[IssueView, ...]:
    """Those of one page of the list."""
    on_page = said.issues[(issues.page - 1) * issues.size : issues.page * issues.size]
    return tuple(_issue(issue, said, visit) for issue in on_page)


def _issue(issue: Issue, said: Record, visit: Visit) -> IssueView:
    href = visit.record_link(issue.kind, issue.record) if issue.kind and issue.record else ""
    return IssueView(day(issue.issued), issue.label if issue.label != said.title else "", href)


def _part_of(said: Record, visit: Visit) -> Link | None:
    parent = visit.catalogue.shown(said.part_of) if said.part_of else None
    return Link(visit.record_link(parent.record.kind, parent.record.id), parent.record.title) if parent else None
