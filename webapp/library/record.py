"""A record's page: what it is, who it came from, what may be done with it, and the way to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Address, Facet, Noun
from content.catalogue.shown import Extent, Listing, Shown
from content.records import Audience, Creator, Institution, Issue, Kind, Manner, Part, PrintCopy, Record, Rights
from content.text import one_line
from content.translations import day, gettext, ngettext, number
from webapp.library.bar import PICTURES_PLACE, no_such_page
from webapp.library.covers import CoverView, cover_view, thumbnail_name
from webapp.library.lists import Paging, foreign, paging
from webapp.library.long_text import split
from webapp.library.player import PARTS_PLACE, RECORDINGS, PartLine, PlayerPiece, part_lines, player_piece
from webapp.library.record_facts import Fact, facts, issued_fact, recording_facts
from webapp.library.record_ways import Verbs, contents_link, downloads, read_link, verbs
from webapp.library.sheet import AlbumPicture, album
from webapp.library.sheet_image import is_album
from webapp.library.signs import shelf_link, signs_of
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.library.words import INSTITUTIONS, paper_words, rights_words, role_word
from webapp.shell.frame import Link, Page, View

TITLE_IN_HEAD = 80
ISSUES_PLACE = "cac-so"
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
class RecordView(View):
    """A record.

    Attributes:
        language: of the title and description, for `lang`, "" for that of the page.
        creators: each with the way to everything of this name; hint: what she did.
        shelf: the way to where it stands. lead, more: the description, of a long one first what shows at once.
        verbs: what is done with it, on its buttons.
        read: the way to its first part, None where it cannot be read here, or is played on this page: then player.
        recording: of the person who sings or tells. parts: of a recording in several, those of this page of the list.
        album: of several pictures, those of this page of the list, small.
        rights: what may be done with it; () for what is on paper only and says nothing of it.
        issues: those of this page of the list, newest first; list_place: the `id` where a list stands.
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
    verbs: Verbs
    read: Link | None
    player: PlayerPiece | None
    downloads: tuple[Link, ...]
    contents: Link | None
    lead: tuple[str, ...]
    more: tuple[str, ...]
    copies: tuple[CopyView, ...]
    issues: tuple[IssueView, ...]
    list_place: str
    parts: tuple[PartLine, ...]
    album: tuple[AlbumPicture, ...]
    paging: Paging
    part_of: Link | None
    subjects: tuple[Link, ...]
    institution: str
    publisher: str
    issued: Fact | None
    recording: tuple[Fact, ...]
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
        NoSuchPageError: its list of issues or of parts has no such page.
        LibraryDamagedError: what is said in its one recording is not what it was.
    """
    shown = visit.shown()
    extent = visit.catalogue.extent(shown.record.id)
    listed = Listing(entries=(), total=_listed(shown, extent), page=visit.address.page, size=PAGE_SIZE)
    if listed.page > listed.pages:
        raise no_such_page(shown, visit)
    shelf = visit.standing([shown.record.id]).get(shown.record.id)
    signs = signs_of(shown.record.kind, shelf)
    return Page(
        view=_view(shown, extent, listed, shelf_link(shown.record.kind, shelf, visit), visit),
        title=one_line(shown.record.title, TITLE_IN_HEAD),
        cloth=signs.cloth,
        motif=signs.motif,
        is_open=not shown.record.rights.is_restricted,
    )


def _listed(shown: Shown, extent: Extent) -> int:
    """How much the list of the page has in all: issues of a periodical, parts of a recording, pictures of an album."""
    if shown.record.issues:
        return len(shown.record.issues)
    return shown.parts if shown.parts > 1 and (extent.manner in RECORDINGS or _is_album(shown, extent)) else 0


def _is_album(shown: Shown, extent: Extent) -> bool:
    return is_album(shown.record) and extent.manner is Manner.PICTURE


def _view(shown: Shown, extent: Extent, listed: Listing, shelf: Link, visit: Visit) -> RecordView:
    said, first = shown.record, visit.catalogue.part(shown.record.id, 1)
    lead, more = split(tuple(line.strip() for line in said.description.splitlines() if line.strip()))
    path = Address(noun=Noun.RECORD, kind=said.kind, record=said.id).path
    words = verbs(said, first)
    player = player_piece(visit, shown, first) if first and shown.parts == 1 and first.manner in RECORDINGS else None
    read = None if player else read_link(shown, words, visit)
    kept = downloads(shown, first, words, visit)
    in_album = _is_album(shown, extent)
    list_place = ISSUES_PLACE if said.issues else PICTURES_PLACE if in_album else PARTS_PLACE
    on_page = () if said.issues else _parts(shown, listed, visit)
    return RecordView(
        title=said.title,
        language=foreign(said.language),
        creators=tuple(_creator(creator, visit) for creator in said.creators),
        shelf=shelf,
        facts=tuple(facts(shown, extent)),
        cover=_cover(shown),
        verbs=words,
        read=read,
        player=player,
        downloads=kept,
        contents=contents_link(shown, first, visit),
        lead=lead,
        more=more,
        copies=tuple(_copy(copy, said) for copy in said.copies),
        issues=_issues(said, listed, visit),
        list_place=list_place,
        parts=() if in_album else part_lines(visit, shown, on_page),
        album=album(visit, shown, on_page) if in_album else (),
        paging=paging(listed, visit, place=list_place),
        part_of=_part_of(said, visit),
        subjects=tuple(_subject(word, visit) for word in said.subjects.keywords),
        institution=gettext(INSTITUTIONS[said.institution]) if said.institution else "",
        publisher=said.publisher,
        issued=issued_fact(said),
        recording=recording_facts(said.recording),
        rights=rights_words(said.rights, said.kind) if said.items or said.rights != Rights() else (),
        added=day(shown.added_at[:10]),
        rights_note=said.rights.note,
        is_own=shown.own and said.institution is not Institution.WITH_THE_BOX,
        is_for_children=said.audience is Audience.CHILDREN,
        is_law=said.kind is Kind.LAW,
        nothing_here=not (read or player or kept or said.copies or said.issues),
        complaint=visit.record_link(said.kind, said.id, Noun.COMPLAINT),
        path=path,
        root=visit.address.path.removesuffix(path),
    )


def _parts(shown: Shown, listed: Listing, visit: Visit) -> tuple[Part, ...]:
    """Those of one page of the list, () where there is no list."""
    before = (listed.page - 1) * listed.size
    return visit.catalogue.parts(shown.record.id, first=before + 1, most=listed.size) if listed.total else ()


def _creator(creator: Creator, visit: Visit) -> Link:
    # Between quotation marks a name is looked for as a whole, among those who made something.
    href = visit.link(Address(noun=Noun.SEARCH, query=f'"{creator.name}"'))
    return Link(href, creator.name, hint=role_word(creator.role))


def _subject(word: str, visit: Visit) -> Link:
    return Link(visit.link(Address(noun=Noun.BROWSE, facet=Facet.SUBJECT, value=word)), word)


def _cover(shown: Shown) -> CoverView:
    said = shown.record
    names = ", ".join(creator.name for creator in said.creators)
    picture = Address(noun=Noun.PICTURE, kind=said.kind, record=said.id, name=thumbnail_name(shown.cover) or "x")
    return cover_view(shown.cover, said.title, names, picture.path)


def _copy(copy: PrintCopy, said: Record) -> CopyView:
    facts = [copy.cupboard]
    if said.kind is not Kind.PERIODICAL or copy.copies > 1:
        facts.append(ngettext("%(num)s bản", "%(num)s bản", copy.copies) % {"num": number(copy.copies)})
    if copy.call_number:
        facts.append(gettext("Ký hiệu: %(number)s") % {"number": copy.call_number})
    return CopyView(paper_words(said.kind, copy.holder), tuple(filter(None, facts)))


def _issues(said: Record, listed: Listing, visit: Visit) -> tuple[IssueView, ...]:
    on_page = said.issues[(listed.page - 1) * listed.size : listed.page * listed.size]
    return tuple(_issue(issue, said, visit) for issue in on_page)


def _issue(issue: Issue, said: Record, visit: Visit) -> IssueView:
    href = visit.record_link(issue.kind, issue.record) if issue.kind and issue.record else ""
    return IssueView(day(issue.issued), issue.label if issue.label != said.title else "", href)


def _part_of(said: Record, visit: Visit) -> Link | None:
    parent = visit.catalogue.shown(said.part_of) if said.part_of else None
    return Link(visit.record_link(parent.record.kind, parent.record.id), parent.record.title) if parent else None
