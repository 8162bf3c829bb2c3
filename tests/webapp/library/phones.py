"""A phone: real Chromium with a phone's screen, and a library served to it on a free port of this machine."""

from __future__ import annotations

import threading
from typing import Any

from werkzeug.serving import make_server

from tests.webapp.library.conftest import Box

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Served:
    """A library on a free port."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._server = make_server("127.0.0.1", 0, box.app, threaded=True)
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        """Stops."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def phone(chromium: Any, width: int = 360, **more: Any) -> Any:
    """A page of a new phone that remembers nothing."""
    return chromium.new_context(viewport={"width": width, "height": 740}, **more).new_page()


def follow(page: Any, what: str) -> None:
    """Touches what leads to another page, and goes on when that page is whole and its script has run."""
    with page.expect_navigation(wait_until="load"):
        page.click(what)


def pause(page: Any, milliseconds: int) -> None:
    """Waits by the phone's own clock: what its scripts put off until then is done, however busy the machine is."""
    page.evaluate("time => new Promise(done => setTimeout(done, time))", milliseconds)


def scroll(page: Any, pixels: int) -> None:
    """Scrolls as a finger does, and waits until the page lies still and its script has seen it."""
    pause(page, 500)
    page.mouse.wheel(0, pixels)
    page.evaluate(
        """before => new Promise(done => {
            let at = before, still = 0, frames = 0;
            (function look() {
                still = pageYOffset === at ? still + 1 : 0;
                at = pageYOffset;
                frames += 1;
                if (still < 10 || (at === before && frames < 60)) { requestAnimationFrame(look); } else { done(); }
            }());
        })""",
        page.evaluate("pageYOffset"),
    )
    pause(page, 700)
