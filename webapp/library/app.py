"""The library's application."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from appliance.config import LibrarySettings
from appliance.drawing import HELD_MOST, DrawingDesk
from content.holdings import PagePictures
from content.library import Library
from content.trusted_time import Clock
from content.usage import EventSink, LetterSink
from webapp.library import (
    browse,
    complaint,
    contents,
    file,
    home,
    inside,
    media,
    page_picture,
    part,
    picture,
    record,
    request,
    search,
    shelf,
    turn,
)
from webapp.library import (
    help as help_pages,
)
from webapp.library.visit import visit_maker
from webapp.shell.frame import Renderer
from webapp.shell.room import Room
from webapp.shell.static_files import FONT, StaticFiles
from webapp.shell.styles import Styles

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
    media.pages,
    page_picture.pages,
    turn.pages,
)


def create_app(
    library: Library,
    *,
    config: LibrarySettings,
    clock: Clock,
    events: EventSink,
    letters: LetterSink,
    drawing: DrawingDesk | None = None,
) -> Flask:
    """Makes the application that serves a library to its readers.

    Args:
        config: whose library it is.
        events: told of every answered page. letters: takes requests and complaints.
        drawing: where pages are drawn; None: a desk of its own, which begins with nothing kept.
    """
    app = Flask("webapp.library", static_folder=None, template_folder=None)
    static = StaticFiles()
    styles = Styles({FONT: static[FONT].path})
    Room(
        app,
        PAGES,
        make_visit=visit_maker(
            library, clock=clock, letters=letters, drawing=drawing or drawing_desk(library, config, clock)
        ),
        renderer=Renderer(TEMPLATES, name=config.name, place=config.place, static=static, styles=styles),
        static=static,
        styles=styles,
        events=events,
    )
    return app


def drawing_desk(library: Library, config: LibrarySettings, clock: Clock, *, held: int = HELD_MOST) -> DrawingDesk:
    """A desk that draws the pages of a library, and begins with nothing kept.

    Args:
        held: requests that may wait for a picture at the same moment.
    """
    pictures = PagePictures(library.made, most=config.page_cache_mb << 20)
    pictures.empty()
    return DrawingDesk(pictures, monotonic=clock.monotonic, held=held)
