"""The library's application."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from appliance.config import LibrarySettings
from appliance.counting import SocketLetters
from appliance.drawing import HELD_MOST, DrawingDesk
from appliance.making import marker_of
from content.holdings import MadePages, PagePictures
from content.library import Library
from content.trusted_time import Clock
from content.usage import DroppingSink, EventSink, LetterSink
from webapp.library import (
    browse,
    complaint,
    contents,
    feed,
    file,
    home,
    inside,
    label,
    media,
    outside,
    page_picture,
    part,
    picture,
    record,
    request,
    search,
    shelf,
    takeaway,
    turn,
)
from webapp.library import (
    help as help_pages,
)
from webapp.library.making import LibraryPages
from webapp.library.visit import Visit, visit_maker
from webapp.shell.frame import Renderer
from webapp.shell.made import ReadyPages, stamp_of
from webapp.shell.room import Room
from webapp.shell.static_files import StaticFiles

TEMPLATES = Path(__file__).parent / "templates"
PAGES = (
    home.pages,
    shelf.pages,
    browse.pages,
    record.pages,
    part.pages,
    contents.pages,
    inside.pages,
    search.pages,
    help_pages.pages,
    request.pages,
    complaint.pages,
    picture.pages,
    file.pages,
    outside.pages,
    takeaway.pages,
    media.pages,
    page_picture.pages,
    turn.pages,
    feed.pages,
    label.pages,
)


def create_app(
    library: Library,
    *,
    config: LibrarySettings,
    clock: Clock,
    events: EventSink,
    letters: LetterSink,
    drawing: DrawingDesk | None = None,
    pages: MadePages | None = None,
) -> Flask:
    """Makes the application that serves a library to its readers.

    Args:
        config: whose library it is.
        events: told of every answered page. letters: takes requests and complaints.
        drawing: where pages are drawn; None: a desk of its own, which begins with nothing kept.
        pages: where pages lie ready; None: all are rendered.
    """
    ready = None
    if pages:
        stamp = page_stamp(config)
        ready = ReadyPages(pages, lambda: marker_of(stamp, clock.now().today))
    return _room(library, config=config, clock=clock, events=events, letters=letters, drawing=drawing, ready=ready).app


def page_source(library: Library, *, config: LibrarySettings, clock: Clock) -> LibraryPages:
    """The pages of a library, for who makes them."""
    room = _room(
        library,
        config=config,
        clock=clock,
        events=DroppingSink(),
        letters=SocketLetters(library.run),
        drawing=DrawingDesk(PagePictures(library.made, most=0), monotonic=clock.monotonic),
    )
    return LibraryPages(room, library, clock, page_stamp(config))


def page_stamp(config: LibrarySettings) -> str:
    """What pages are made by: this release, and the library's name and place."""
    return stamp_of(f"{config.name}\n{config.place}")


def _room(
    library: Library,
    *,
    config: LibrarySettings,
    clock: Clock,
    events: EventSink,
    letters: LetterSink,
    drawing: DrawingDesk | None = None,
    ready: ReadyPages | None = None,
) -> Room[Visit]:
    app = Flask("webapp.library", static_folder=None, template_folder=None)
    static = StaticFiles()
    return Room(
        app,
        PAGES,
        make_visit=visit_maker(
            library,
            name=f"{config.name} {config.place}".strip(),
            clock=clock,
            letters=letters,
            drawing=drawing or drawing_desk(library, config, clock),
        ),
        renderer=Renderer(TEMPLATES, name=config.name, place=config.place, static=static),
        static=static,
        events=events,
        ready=ready,
    )


def drawing_desk(library: Library, config: LibrarySettings, clock: Clock, *, held: int = HELD_MOST) -> DrawingDesk:
    """A desk that draws the pages of a library, and begins with nothing kept.

    Args:
        held: requests that may wait for a picture at the same moment.
    """
    pictures = PagePictures(library.made, most=config.page_cache_mb << 20)
    pictures.empty()
    return DrawingDesk(pictures, monotonic=clock.monotonic, held=held)
