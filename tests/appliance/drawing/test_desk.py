"""Guards the drawing desk: eight wait and the ninth is told so, nothing is drawn twice, failures are remembered."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from appliance.drawing import HELD_MOST, WAITING_MOST, BusyError, DrawingDesk, UndrawableError
from content.errors import LibraryDamagedError
from content.formats.reading import ReadLimits
from content.holdings import PagePicture, PagePictures
from content.records import Sha256
from tests.appliance.drawing.gated import BEGUN, GATED, say
from tests.content.libraries import SetClock

BLOB = Sha256("ab" * 32)
PATIENCE = 60.0


def wanted(page: int, width: int = 720) -> PagePicture:
    return PagePicture(blob=BLOB, page=page, width=width, media_type="image/webp")


def until(holds: Callable[[], bool]) -> None:
    """Waits for what another thread does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def children() -> set[str]:
    """Processes that threads of this one started."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


class Desk:
    """A desk, the file that its pages are of, and threads that ask."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "file"
        self.clock = SetClock()
        self.kept = PagePictures(folder / "made", most=1 << 20)
        self.desk = DrawingDesk(
            self.kept, monotonic=self.clock.monotonic, drawers=GATED, limits=ReadLimits(seconds=PATIENCE)
        )
        self.threads = ThreadPoolExecutor(20)

    def ask(self, page: int, width: int = 720, *, ahead: int = 0) -> bytes:
        """Asks for a picture, and names the page after it where there is one."""
        after = (wanted(ahead, width), self.path) if ahead else None
        return self.desk.picture(wanted(page, width), self.path, ahead=after, patience=PATIENCE)

    def ask_beside(self, page: int, width: int = 720) -> Future[bytes]:
        """Asks in a thread."""
        return self.threads.submit(self.ask, page, width)

    def is_turned_away(self, page: int) -> bool:
        """Whether who asks now is told to come again rather than to wait."""
        try:
            self.desk.picture(wanted(page), self.path, patience=0.0)
        except BusyError as error:
            return "threads" in str(error)
        return False

    def fill(self) -> list[Future[bytes]]:
        """One picture that is held while it is drawn, and as many waiting as may."""
        say(self.path, "hold")
        first = self.ask_beside(1)
        until(lambda: self.desk.is_drawing and not self.desk.waiting)
        others = [self.ask_beside(page) for page in range(2, WAITING_MOST + 2)]
        until(lambda: self.desk.waiting == WAITING_MOST)
        return [first, *others]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    say(desk.path, "go")
    yield desk
    say(desk.path, "go")
    desk.desk.close()
    desk.threads.shutdown()


def test_eight_may_wait_and_the_ninth_is_told_to_come_again_at_once(at: Desk) -> None:
    asked = at.fill()
    with pytest.raises(BusyError):
        at.ask(99)
    say(at.path, "go")
    assert [one.result(PATIENCE).split()[0] for one in asked] == [str(n).encode() for n in range(1, WAITING_MOST + 2)]
    assert at.ask(99).startswith(b"99 720 ")


def test_a_class_that_opens_one_page_leaves_threads_for_other_pages(at: Desk) -> None:
    """One picture for many is one that waits, but each of them holds a thread of the server."""
    drawn = at.ask(50)
    say(at.path, "hold")
    first = at.ask_beside(1)
    until(lambda: at.desk.is_drawing)
    others = [at.ask_beside(1) for _ in range(HELD_MOST - 1)]
    until(lambda: at.is_turned_away(1))
    assert at.ask(50) == drawn
    say(at.path, "go")
    assert {one.result(PATIENCE) for one in [first, *others]} == {first.result()}
    assert not at.is_turned_away(1)


def test_a_picture_that_is_kept_is_given_while_the_queue_is_full(at: Desk) -> None:
    drawn = at.ask(50)
    at.fill()
    assert at.ask(50) == drawn


def test_a_picture_that_several_want_is_drawn_once(at: Desk) -> None:
    say(at.path, "hold")
    first = at.ask_beside(1)
    until(lambda: at.desk.is_drawing)
    second, third, fourth = at.ask_beside(1), at.ask_beside(2), at.ask_beside(2)
    until(lambda: at.desk.waiting == 1)
    say(at.path, "go")
    assert first.result(PATIENCE) == second.result(PATIENCE)
    assert third.result(PATIENCE) == fourth.result(PATIENCE)


def test_who_waits_too_long_is_told_so_and_leaves_no_work_behind(at: Desk) -> None:
    say(at.path, "hold")
    first = at.ask_beside(1)
    until(lambda: at.desk.is_drawing)
    with pytest.raises(BusyError):
        at.desk.picture(wanted(2), at.path, patience=0.05)
    assert at.desk.waiting == 0
    say(at.path, "go")
    first.result(PATIENCE)
    assert not at.kept.has(wanted(2))


def test_a_page_that_fails_is_not_tried_again_for_a_while_in_that_width_or_a_larger_one(at: Desk) -> None:
    say(at.path, "refuse")
    with pytest.raises(UndrawableError):
        at.ask(1, 720)
    say(at.path, "go")
    for width in (720, 1440):
        with pytest.raises(UndrawableError, match="a while ago"):
            at.ask(1, width)
    assert [at.desk.fails(BLOB, 1, width) for width in (360, 720, 1440)] == [False, True, True]
    assert at.ask(1, 360).startswith(b"1 360 ")
    assert at.ask(2, 720).startswith(b"2 720 ")
    at.clock.seconds += 120
    assert at.ask(1, 720).startswith(b"1 720 ")


def test_a_page_that_fails_again_is_left_alone_for_longer(at: Desk) -> None:
    say(at.path, "refuse")
    for _ in range(2):
        with pytest.raises(UndrawableError):
            at.ask(1)
        at.clock.seconds += 120
    assert at.desk.fails(BLOB, 1, 720)
    say(at.path, "go")
    at.clock.seconds += 3_600
    assert at.ask(1).startswith(b"1 720 ")


def test_an_expected_page_finds_the_worker_started_and_nothing_drawn(at: Desk) -> None:
    before = children()
    at.desk.expect()
    until(lambda: len(children()) == len(before) + 1)
    started = children()
    assert not list(at.kept.folder.glob("*"))
    at.ask(1)
    at.desk.expect()
    at.ask(2)
    assert children() == started


def test_a_page_under_whose_hand_everything_made_was_deleted_is_drawn_the_next_time(at: Desk) -> None:
    """`remake` asks nobody; the page itself is well."""
    say(at.path, "hold")
    first = at.ask_beside(1)
    until(lambda: any(at.kept.folder.glob(f".*/{BEGUN}")))
    shutil.rmtree(at.kept.folder)
    say(at.path, "go")
    with pytest.raises(BusyError):
        first.result(PATIENCE)
    assert at.ask(1).startswith(b"1 720 ")


def test_the_next_page_is_drawn_while_nobody_waits(at: Desk) -> None:
    at.ask(1, ahead=2)
    until(lambda: at.kept.has(wanted(2)))
    at.ask(2, ahead=3)
    until(lambda: at.kept.has(wanted(3)))


def test_the_next_page_gives_way_to_what_somebody_wants(at: Desk) -> None:
    at.ask(1)
    say(at.path, "hold")
    held = at.ask_beside(5)
    until(lambda: at.desk.is_drawing)
    at.ask(1, ahead=2)
    real = at.ask_beside(6)
    until(lambda: at.desk.waiting == 1)
    say(at.path, "go")
    held.result(PATIENCE)
    real.result(PATIENCE)
    at.desk.close()
    assert not at.kept.has(wanted(2))


def test_a_file_that_is_not_there_is_a_damaged_library_not_a_page_that_fails(at: Desk) -> None:
    at.path.unlink()
    with pytest.raises(LibraryDamagedError):
        at.ask(1)
    say(at.path, "go")
    assert at.ask(1).startswith(b"1 720 ")


def test_a_drawer_that_is_not_there_leaves_the_desk_standing(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=1 << 20)
    say(tmp_path / "file", "go")
    desk = DrawingDesk(kept, monotonic=SetClock().monotonic, drawers=("tests.nowhere:Nothing",))
    for _ in range(2):
        with pytest.raises(BusyError):
            desk.picture(wanted(1), tmp_path / "file")
    desk.close()


def test_nothing_is_left_beside_the_pictures(at: Desk) -> None:
    at.ask(1)
    at.desk.close()
    assert [path.name for path in at.kept.folder.iterdir()] == [wanted(1).name]


def test_a_closed_desk_says_that_it_is_busy(at: Desk) -> None:
    at.ask(1)
    at.desk.close()
    with pytest.raises(BusyError):
        at.ask(2)
    assert not [thread for thread in threading.enumerate() if thread.name == "drawing" and thread.is_alive()]
