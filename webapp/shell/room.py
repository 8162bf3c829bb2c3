"""A room: the pages of one application, reached by the grammar of addresses alone.

Invariants
- An address is parsed by `content.addresses`, from the target as it was sent; each page has one address, and other
  spellings of it lead there.
- The answer depends on address, language, date and records. Preferences change classes in the phone.
- Nothing of the reader is written anywhere: a fault is logged without address, agent, and what was typed.
- Each answered page makes one event.
"""

from __future__ import annotations

import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from flask import Blueprint, Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from content.addresses import DEFAULT_LANGUAGE, LANGUAGES, Address, Noun, parse
from content.errors import LibraryDamagedError
from content.holdings import Spot
from content.translations import offered, speaking, spoken
from content.usage import Event, EventSink
from webapp.shell import preferences, styles
from webapp.shell.answers import MovedError, redirect, send_static, send_text
from webapp.shell.errors import NoSuchPageError, error_page, fault_number
from webapp.shell.forms import FORM_BYTES, came_from_us
from webapp.shell.frame import Link, Page, Renderer, Visit
from webapp.shell.headers import FRESH, PRIVATE, protect
from webapp.shell.made import ReadyPages, is_for_all, packed_page, send_made, send_rendered
from webapp.shell.static_files import StaticFiles

log = logging.getLogger(__name__)
V = TypeVar("V", bound=Visit)
MakeVisit = Callable[[Address, Request, preferences.Preference | None], V]
CSS = "text/css; charset=utf-8"
STYLE_CACHE = "private, no-cache"
"""Asked for anew on each page, and mostly answered by 304: a browser's memory cache does not look at Vary, so with a
lifetime the old letters would stay after another choice."""
NOT_COUNTED = frozenset(
    {
        Noun.STATIC,
        Noun.PREFERENCE,
        Noun.PREFERENCE_STYLE,
        Noun.PICTURE,
        Noun.PAGE_PICTURE,
        Noun.TURN,
        Noun.FEED,
        Noun.OUTSIDE,
        Noun.SEARCH_DESCRIPTION,
        Noun.LABEL,
    }
)
RETRY_SECONDS = "5"
BY_SCRIPT = "X-Tusach"
"""Field of requests that the script sends."""


class Pages(Blueprint, Generic[V]):
    """The pages of a noun: a view for each address and method."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.views: dict[tuple[Noun, str], Callable[[V], Page | Response]] = {}

    def page(
        self, noun: Noun, *, method: str = "GET"
    ) -> Callable[[Callable[[V], Page | Response]], Callable[[V], Page | Response]]:
        """Makes a function the view of a noun's page."""

        def keep(view: Callable[[V], Page | Response]) -> Callable[[V], Page | Response]:
            self.views[noun, method] = view
            return view

        return keep


class Room(Generic[V]):
    """Answers the requests of one application.

    Args:
        make_visit: makes what views are given, once per request.
        events: told of every answered page.
        ready: pages that lie ready; None: all are rendered.
    """

    def __init__(
        self,
        app: Flask,
        pages: Iterable[Pages[V]],
        *,
        make_visit: MakeVisit[V],
        renderer: Renderer,
        static: StaticFiles,
        events: EventSink,
        ready: ReadyPages | None = None,
    ) -> None:
        self.app = app
        self._ready = ready
        self._views: dict[tuple[Noun, str], Callable[[V], Page | Response]] = {}
        self._make_visit = make_visit
        self._renderer = renderer
        self._static = static
        self._events = events
        for one in pages:
            app.register_blueprint(one)
            self._views.update(one.views)
        app.config["MAX_CONTENT_LENGTH"] = FORM_BYTES
        app.before_request(self._answer)
        app.register_error_handler(Exception, self._beyond_pages)

    @property
    def nouns(self) -> set[Noun]:
        """The nouns that have a page here."""
        return {noun for noun, _ in self._views}

    def _answer(self) -> Response:
        target = _target(request)
        address = parse(target)
        with speaking(address.language if address else _language(target)):
            try:
                response = _told(self._open_again(target, address))
            except MovedError as error:
                response = redirect(error.target, 301, cache=FRESH)
            except HTTPException as error:
                ways = error.ways if isinstance(error, NoSuchPageError) else ()
                response = self._error(address, error.code or 500, ways)
            except (sqlite3.OperationalError, LibraryDamagedError) as error:
                response = self._fault(address, error, status=503)
            except Exception as error:  # noqa: BLE001 the edge: whatever happened, the reader gets a page
                response = self._fault(address, error, status=500)
        return response

    def _beyond_pages(self, error: Exception) -> Response:
        """Whatever happened before a page was chosen or after it was made: Flask itself would log the address."""
        return self._fault(None, error, status=500)

    def _open_again(self, target: str, address: Address | None) -> Response:
        """Opens a page; where a file is not there, a second time: its record may have been withdrawn meanwhile."""
        try:
            return self._open(target, address)
        except LibraryDamagedError:
            return self._open(target, address)

    def _open(self, target: str, address: Address | None) -> Response:
        if not request.environ.get("HTTP_HOST") and request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            return self._error(address, 400)  # RFC 9112 §3.2
        if address is None:
            return self._elsewhere(target)
        if address.noun is Noun.STATIC:
            return self._static_file(address)
        if address.noun is Noun.PREFERENCE_STYLE:
            return self._style_sheet(target)
        if address.language not in offered():
            return redirect(str(address.in_language(DEFAULT_LANGUAGE)), 302)
        if address.noun is Noun.PREFERENCE and request.method == "POST":
            return _keep_preference()
        if address.path != target.partition("?")[0] and request.method in {"GET", "HEAD"}:
            query = target.partition("?")[2]
            return redirect(f"{address.path}{'?' if query else ''}{query}", 301, cache=FRESH)
        return self._view(target, address)

    def _view(self, target: str, address: Address) -> Response:
        view = self._views.get((address.noun, "GET" if request.method == "HEAD" else request.method))
        if view is None:
            return self._no_such_method(address)
        if request.method == "POST" and not came_from_us(request):
            return self._error(address, 403)
        is_read = self._ready is not None and request.method in {"GET", "HEAD"}
        made = self._ready.find(target, address) if self._ready and is_read else None
        if made:
            response = send_made(request, made)
            self._count(address, response, None)
            return response
        with self._ready.spot(target, address) if self._ready and is_read else nullcontext() as spot:
            return self._render(view, target, address, spot)

    def _render(
        self, view: Callable[[V], Page | Response], target: str, address: Address, spot: Spot | None
    ) -> Response:
        chosen = preferences.from_query(target.partition("?")[2])
        if chosen and request.method != "POST" and preferences.from_cookie(request.cookies.get(preferences.COOKIE)):
            return redirect(preferences.without(target), 302)
        visit = self._make_visit(address, request, chosen)
        answer = view(visit)
        found = answer.found if isinstance(answer, Page) else None
        response = self._send(answer, visit, spot) if isinstance(answer, Page) else protect(answer)
        self._count(address, response, found)
        return response

    def _send(self, page: Page, visit: V, spot: Spot | None) -> Response:
        """Sends a page. A form that came back is kept by the phone, or its way back would end in a browser's error."""
        cache = FRESH if page.is_open and request.method != "POST" else f"private, {FRESH}"
        if request.method != "POST" and (visit.carried or page.status >= 500):
            cache = PRIVATE
        body = self._renderer.render(page, visit).encode("utf-8", "replace")
        if spot and is_for_all(page):
            packed = packed_page(body)
            spot.keep(packed)
            return send_rendered(request, body, packed)
        response = send_text(request, body, status=page.status, cache=cache, policy=page.policy)
        if page.status in {429, 503}:
            response.headers["Retry-After"] = RETRY_SECONDS
        return response

    def made(self, address: Address) -> bytes | None:
        """A page as it is made, gzipped; None for one that is not the same for all, or not there.

        Raises:
            sqlite3.Error, OSError: the library cannot be read.
        """
        view = self._views.get((address.noun, "GET"))
        if view is None:
            return None
        with self.app.test_request_context(str(address)), speaking(address.language):
            visit = self._make_visit(address, request, None)
            try:
                page = view(visit)
            except (HTTPException, MovedError, LibraryDamagedError):
                return None
            if not isinstance(page, Page) or not is_for_all(page):
                return None
            return packed_page(self._renderer.render(page, visit).encode("utf-8", "replace"))

    def _count(self, address: Address, response: Response, found: bool | None) -> None:
        if address.noun in NOT_COUNTED:
            return
        piece = response.headers.get("Content-Range", "bytes 0-")
        self._events.emit(
            Event(
                address=address,
                status=response.status_code,
                method=request.method,
                found=found,
                from_start=piece.startswith("bytes 0-"),
            )
        )

    def _error(self, address: Address | None, status: int, ways: tuple[Link, ...] = ()) -> Response:
        shown = address if address and address.language in offered() else None
        visit = Visit(address=shown or Address(noun=Noun.HOME, language=spoken()), request=request)
        page = error_page(status, visit, number=fault_number() if status == 500 else "", ways=ways)
        body = self._renderer.render(page, visit).encode("utf-8", "replace")
        response = send_text(request, body, status=status, cache=PRIVATE if status >= 500 else FRESH)
        if address is not None and status in {404, 410}:
            self._count(address, response, None)
        return response

    def _fault(self, address: Address | None, error: Exception, *, status: int) -> Response:
        """Logs where it happened; the error's own words are left out, for they may repeat what a reader typed."""
        number = fault_number()
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("fault %s: %s on %s\n%s", number, type(error).__name__, address.noun if address else "-", where)
        visit = Visit(address=address or Address(noun=Noun.HOME), request=request)
        is_damage = isinstance(error, LibraryDamagedError)
        page = error_page(status, visit, number=number, is_damage=is_damage)
        response = send_text(request, self._renderer.render(page, visit).encode(), status=status, cache=PRIVATE)
        if not is_damage:
            response.headers["Retry-After"] = RETRY_SECONDS
        return response

    def _no_such_method(self, address: Address) -> Response:
        known = [method for noun, method in self._views if noun is address.noun]
        if not known:
            return self._error(address, 404)
        response = self._error(address, 405)
        response.headers["Allow"] = ", ".join(sorted({*known, *(["HEAD"] if "GET" in known else [])}))
        return response

    def _elsewhere(self, target: str) -> Response:
        """An address with a slash too many leads to the right one; others lead nowhere."""
        path, mark, query = target.partition("?")
        plain = parse(path.rstrip("/") + mark + query) if path.endswith("/") and path.strip("/") else None
        if plain and request.method in {"GET", "HEAD"}:
            return redirect(str(plain), 301, cache=FRESH)
        return self._error(None, 404)

    def _static_file(self, address: Address) -> Response:
        file = self._static.find(address.name)
        if file is None:
            return self._error(address, 404)
        if request.method not in {"GET", "HEAD"}:
            response = self._error(address, 405)
            response.headers["Allow"] = "GET, HEAD"
            return response
        return send_static(request, file)

    def _style_sheet(self, target: str) -> Response:
        if request.method not in {"GET", "HEAD"}:
            response = self._error(None, 405)
            response.headers["Allow"] = "GET, HEAD"
            return response
        by_address = preferences.from_query(target.partition("?")[2])
        chosen = by_address or preferences.from_cookie(request.cookies.get(preferences.COOKIE))
        sheet = styles.sheet(chosen)
        response = send_text(request, sheet.body, media_type=CSS, cache=STYLE_CACHE, packed=sheet.packed)
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        return response


def _keep_preference() -> Response:
    """Keeps a choice in the cookie and in the address, and leads back; the page drops whichever is not needed."""
    if not came_from_us(request):
        return redirect(Address(noun=Noun.HOME).path, 303)
    form = request.form
    before = preferences.from_cookie(request.cookies.get(preferences.COOKIE)) or preferences.from_cookie(
        form.get("chu", "")
    )
    chosen = (before or preferences.Preference()).with_choice(
        form.get("co", ""), form.get("nen", ""), form.get("tieng", "")
    )
    back = preferences.return_address(form.get("ve", "/")) + (preferences.END if form.get("cuoi") else "")
    response = redirect(preferences.carrying(back, chosen), 303)
    response.set_cookie(preferences.COOKIE, chosen.cookie, max_age=preferences.COOKIE_SECONDS, path="/", samesite="Lax")
    return response


def _told(response: Response) -> Response:
    """A script that sends a form is told where the way goes on, and goes there itself: then one page is answered."""
    if response.status_code == 303 and request.headers.get(BY_SCRIPT):
        response.status_code = 201
    return response


def _target(asked: Request) -> str:
    """Path and query as they were sent, in ASCII."""
    environ: dict[str, Any] = asked.environ
    raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or asked.full_path)
    if "?" not in raw and environ.get("QUERY_STRING"):
        raw = f"{raw}?{environ['QUERY_STRING']}"
    if not raw.startswith("/"):
        _, _, rest = raw.partition("://")  # absolute form (RFC 9112 §3.2.2)
        raw = f"/{rest.partition('/')[2]}"
    path = quote(raw.encode("latin-1", "replace"), safe="".join(map(chr, range(33, 127))))
    return path.partition("#")[0]


def _language(target: str) -> str:
    word = target.partition("?")[0].split("/")[1]
    return word if word in LANGUAGES else DEFAULT_LANGUAGE
