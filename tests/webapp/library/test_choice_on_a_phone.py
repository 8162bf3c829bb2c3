"""Guards letters and ground in real Chromium: chosen once, they hold on every page, with script or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.library.conftest import open_box
from tests.webapp.library.phones import Served

pytestmark = pytest.mark.desk("chromium")
WHITE, NIGHT = "rgb(255, 255, 255)", "rgb(18, 19, 28)"
SEEN = """() => {
  const body = getComputedStyle(document.body), text = getComputedStyle(document.querySelector('.chu'));
  const marked = Array.from(document.querySelectorAll('nav .bang button'));
  return [body.backgroundColor, body.fontWeight, text.fontSize,
    marked.filter((one) => getComputedStyle(one, ':before').content.includes('✓')).map((one) => one.value)];
}"""


@pytest.fixture(scope="module")
def served(filled: Path) -> Iterator[Served]:
    box = open_box(filled)
    running = Served(box)
    yield running
    running.close()
    box.library.close()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "none"])
@pytest.mark.parametrize("phone_is", ["light", "dark"])
@pytest.mark.parametrize(
    ("chosen", "ground", "seen"),
    [
        ("", "", ["400", "18.9px", []]),
        ("4.toi", NIGHT, ["400", "28.8px", ["4", "toi"] * 2]),
        ("1.nang", WHITE, ["500", "16.92px", ["1", "nang"] * 2]),
        ("3.sang", WHITE, ["400", "23.4px", ["3", "sang"] * 2]),
        ("2.tu", "", ["400", "18.9px", ["2"] * 2]),
    ],
)
def test_choice_is_seen_whatever_the_phone_is_set_to(
    served: Served,
    chromium: Any,
    has_script: bool,
    phone_is: str,
    chosen: str,
    ground: str,
    seen: list[Any],
) -> None:
    context = chromium.new_context(java_script_enabled=has_script, color_scheme=phone_is)
    if chosen:
        context.add_cookies([{"name": "chu", "value": chosen, "url": served.root}])
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{served.root}{served.box.path('Mùa hoa ban')}/2")
    own = NIGHT if phone_is == "dark" else WHITE
    assert page.evaluate(SEEN) == [ground or own, *seen]
    assert faults == []
    context.close()


def test_nothing_but_a_page_is_asked_for_once_a_phone_has_seen_one(served: Served, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    book = served.box.path("Mùa hoa ban")
    page.goto(f"{served.root}{book}/1", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(served.root)))
    page.on("requestservedfromcache", lambda request: asked.remove(request.url.removeprefix(served.root)))
    page.goto(f"{served.root}{book}/3", wait_until="networkidle")
    assert [one for one in asked if not one.startswith(("data:", "/s/"))] == [f"{book}/3"]
    context.close()
