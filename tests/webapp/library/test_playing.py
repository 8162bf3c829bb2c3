"""Guards listening and watching on a phone: seeking, subtitles, going on where one stopped, with script and without.

Real Chromium and the real server, which lets a silent phone go after a second here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.records import Kind
from tests.content.libraries import put, record
from tests.webapp.library.conftest import open_box
from tests.webapp.library.phones import follow
from tests.webapp.library.recordings import FILM as FILM_FILE
from tests.webapp.library.recordings import OPEN, path_of, recording, wav

pytestmark = pytest.mark.desk("chromium")
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60
KIEU, FILM, LONG = path_of("kieu", "nghe"), path_of("ong", "xem"), path_of("dai-lam", "nghe")
LONG_RATE, LONG_SECONDS = 44_100, 700
GAP = 24_000_000
"""Bytes between the halves of the film (`recordings.py`)."""
SERVE = """
import sys
from pathlib import Path
from tests.webapp.library.conftest import open_box
from webapp.shell.server import Server
Server(
    lambda: open_box(Path(sys.argv[1])).app,
    bind=["127.0.0.1:0"],
    threads=4,
    when_ready=lambda listeners: print(listeners[0], flush=True),
    silence=1,
).run()
"""


@pytest.fixture(scope="module")
def root(recorded_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a library of recordings is served, one of them very long."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(recorded_data, folder)
    box = open_box(folder)
    one = record("dai-lam", title="Dài lắm", kind=Kind.SOUND, rights=OPEN)
    put(box.library, recording(box.library, one, [("dài.wav", "audio/wav", wav(LONG_SECONDS, LONG_RATE))]))
    film = FILM_FILE.read_bytes()
    one = record("dut", title="Phim đứt", kind=Kind.FILM, rights=OPEN)
    put(box.library, recording(box.library, one, [("đứt.mp4", "video/mp4", film[: len(film) * 6 // 10])]))
    box.library.close()
    words = [sys.executable, "-c", SERVE, str(folder)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(PATIENCE)
    process.stdout.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a new phone that remembers nothing; a fault of a script fails the test."""
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1_000)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults


def tell(page: Any, words: str) -> Any:
    """Does something with the player of the page: `m` is what plays."""
    return page.evaluate(f"(function (m) {{ {words} }}(document.querySelector('audio,video')))")


def wait(page: Any, condition: str) -> None:
    """Waits until something is so of the player, `m`. Asked from here: our pages let no text be run as a script."""
    until = time.monotonic() + PATIENCE
    while not tell(page, f"return {condition};"):
        assert time.monotonic() < until, condition
        page.wait_for_timeout(100)


def kept(page: Any) -> list[tuple[str, str]]:
    """Part and moment of what the phone keeps, newest first."""
    return [(one["p"], one["o"]) for one in page.evaluate("JSON.parse(localStorage.getItem('doc') || '[]')")]


def test_a_film_goes_on_from_where_one_seeks_to_and_only_its_bytes_are_asked_for(page: Any, root: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.headers.get("range", "")) if "/phat/" in one.url else None)
    page.goto(root + FILM)
    tell(page, "m.play();")
    wait(page, "m.currentTime > 0.5")
    tell(page, "m.currentTime = 15;")
    wait(page, "m.currentTime > 15.5 && !m.paused")
    assert all(one.startswith("bytes=") for one in asked)
    assert any(int(one[6:].partition("-")[0]) > GAP // 2 for one in asked)


def test_subtitles_are_shown(page: Any, root: str) -> None:
    page.goto(root + FILM)
    tell(page, "m.play();")
    wait(page, "m.textTracks[0].mode === 'showing' && m.textTracks[0].activeCues.length")
    assert tell(page, "return m.textTracks[0].activeCues[0].text;") == "Con ong làm mật"


def test_a_recording_goes_on_after_a_pause_in_which_the_server_let_go(page: Any, root: str) -> None:
    page.goto(root + LONG)
    tell(page, "m.play();")
    wait(page, "m.currentTime > 0.5")
    tell(page, "m.pause();")
    page.wait_for_timeout(4_000)
    held = tell(page, "return m.buffered.end(m.buffered.length - 1);")
    assert held < LONG_SECONDS - 60
    tell(page, f"m.currentTime = {held} - 1; m.play();")
    wait(page, f"m.currentTime > {held} + 2")


def test_the_phone_remembers_where_one_stopped_and_forgets_when_asked(page: Any, root: str) -> None:
    page.goto(f"{root}{KIEU}/2")
    assert not page.is_visible("text=Nghe lại từ đầu")
    tell(page, "m.currentTime = 8; m.play();")
    wait(page, "localStorage.getItem('doc')")
    assert [part for part, _ in kept(page)] == ["2"]
    page.goto(root + KIEU)
    follow(page, "text=Nghe tiếp")
    assert "/2#t" in page.url
    wait(page, "m.currentTime >= 8")
    page.goto(f"{root}{KIEU}/1")
    wait(page, "m.readyState > 0 && m.currentTime === 0")
    page.goto(f"{root}{KIEU}/2")
    wait(page, "m.currentTime >= 8")
    page.click("text=Nghe lại từ đầu")
    wait(page, "m.currentTime === 0")
    assert kept(page) == []


def test_a_record_of_one_recording_goes_on_where_one_stopped(page: Any, root: str) -> None:
    page.goto(root + FILM)
    tell(page, "m.currentTime = 8; m.play();")
    wait(page, "localStorage.getItem('doc')")
    page.goto(root)
    assert "Nuôi ong" in page.inner_text("section[data-goc]")
    page.goto(root + FILM)
    wait(page, "m.currentTime >= 8")
    page.click("text=Xem lại từ đầu")
    wait(page, "m.currentTime === 0")


def test_the_end_of_a_part_leads_to_the_next_which_plays(page: Any, root: str) -> None:
    page.goto(f"{root}{KIEU}/2")
    wait(page, "m.readyState > 0")
    page.click("h1")
    tell(page, "m.currentTime = 19; m.play();")
    page.wait_for_url(f"**{KIEU}/3")
    wait(page, "!m.paused && m.currentTime > 0.3")
    tell(page, "m.currentTime = 19; m.play();")
    wait(page, "m.ended")
    wait(page, "localStorage.getItem('doc') === '[]'")
    assert page.url.endswith("/3")


def test_a_chapter_is_sought_at_once(page: Any, root: str) -> None:
    page.goto(f"{root}{KIEU}/1")
    page.click("text=Gặp gỡ")
    wait(page, "m.currentTime > 12.2 && !m.paused")
    assert page.url == f"{root}{KIEU}/1"
    page.goto(f"{root}{KIEU}/1?co=2#t12")
    wait(page, "m.currentTime >= 12")


def test_what_the_phone_cannot_play_is_said(page: Any, root: str) -> None:
    page.route("**/phat/**", lambda route: route.fulfill(status=200, content_type="audio/wav", body="x"))
    page.goto(f"{root}{KIEU}/1")
    page.wait_for_selector("[role=alert]", state="visible")


def test_what_failed_before_the_script_came_is_said_too(page: Any, root: str) -> None:
    page.route("**/phat/**", lambda route: route.fulfill(status=200, content_type="audio/wav", body="x"))
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/s/phat-*.js", hold)
    page.goto(f"{root}{KIEU}/1", wait_until="commit")
    page.wait_for_selector("audio", state="attached")
    wait(page, "m.error !== null")
    assert held
    held[0].continue_()
    page.wait_for_selector("[role=alert]", state="visible")


def test_a_film_that_breaks_off_is_not_laid_to_the_phone(page: Any, root: str) -> None:
    page.goto(root + path_of("dut", "xem"))
    tell(page, "m.play();")
    wait(page, "m.currentTime > 1")
    page.locator("[id=':dut']").wait_for(state="visible", timeout=PATIENCE * 1000)
    assert "Phim hỏng ở chỗ này." in page.locator("[id=':dut']").inner_text()
    assert page.locator("[id=':loi']").is_hidden()


def test_what_the_phone_keeps_is_never_believed_blindly(page: Any, root: str) -> None:
    page.goto(f"{root}{KIEU}/1")
    for bad in ("nothing", "{}", "[null, 1]", f'[{{"a":"{KIEU}","p":"1","o":"x"}}]', f'[{{"a":"{KIEU}","p":"1"}}]'):
        page.evaluate("value => localStorage.setItem('doc', value)", bad)
        page.goto(f"{root}{KIEU}/1")
        wait(page, "m.readyState > 0 && m.currentTime === 0")
        tell(page, "m.currentTime = 8; m.play();")
        wait(page, "localStorage.getItem('doc').indexOf('\"t8') > 0 || localStorage.getItem('doc').indexOf('\"t9') > 0")


def test_without_script_there_is_a_player_and_chapters_lead_to_their_moment(chromium: Any, root: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(root + KIEU)
    assert not page.is_visible("text=Nghe tiếp")
    follow(page, "text=Nghe ngay")
    assert page.is_visible("audio")
    assert not page.is_visible("text=Nghe lại từ đầu")
    assert not page.is_visible("[role=alert]")
    follow(page, "text=Gặp gỡ")
    assert page.url == f"{root}{KIEU}/1?tu=12"
    assert page.get_attribute("audio", "src").endswith("#t=12")
    follow(page, "a[rel=next]")
    assert page.url == f"{root}{KIEU}/2"
    context.close()


@pytest.mark.parametrize("path", [KIEU, f"{KIEU}/1", FILM, f"{path_of('dai', 'nghe')}/30", path_of("hat-ru", "nghe")])
def test_pages_of_recordings_fit_every_screen(chromium: Any, root: str, path: str, artefacts: Path) -> None:
    for width, size in ((360, "112.5%"), (320, "112.5%"), (320, "225%")):
        context = chromium.new_context(viewport={"width": width, "height": 740})
        page = context.new_page()
        page.goto(root + path)
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width} px, {size}"
        name = path.strip("/").replace("/", "-")
        page.screenshot(path=artefacts / f"{name}-{width}-{size.partition('%')[0]}.png", full_page=True)
        context.close()


@pytest.mark.parametrize("path", [KIEU, f"{KIEU}/1", FILM, path_of("phim-thue", "xem")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_recordings(chromium: Any, root: str, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(root + path)
    found = Axe().run(page).response["violations"]
    context.close()
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
