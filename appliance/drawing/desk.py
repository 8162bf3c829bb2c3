"""The desk where pictures of pages are asked for: one thread draws, in a worker of its own, one page at a time.

What holds:
1. nothing is drawn in this process: the worker's limits are those of every file from outside;
2. at most WAITING_MOST pictures wait, and at most `held` threads for them, so that the others go on answering; who
   comes then is told to come again at once;
3. a picture that several want is drawn once;
4. a page that nobody asked for is drawn only while nobody waits, and gives way before it is begun.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from appliance.drawing.failures import Failures
from content.errors import ContentError, LibraryDamagedError
from content.formats.reading import Drawing, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker, WorkerStartError
from content.holdings import PagePicture, PagePictures
from content.records import Sha256
from content.trusted_time import MonotonicSeconds

log = logging.getLogger(__name__)
DRAWERS: Final = ("content.formats.pdf:PdfReader",)
"""Readers that draw pages of their format."""
WAITING_MOST: Final = 8
HELD_MOST: Final = 12
"""Threads that wait: a class may open one page at the same moment, which is one picture for many."""
PATIENCE_SECONDS: Final = 25.0
"""How long one request waits for its picture."""
IDLE_SECONDS: Final = 300.0
"""After so long without work the foreman's memory is given back."""
LIMITS: Final = ReadLimits(file=1 << 40, memory=256 << 20, seconds=20.0)
"""The file was measured when it was brought in."""
_NOT_ITS_FAULT: Final = frozenset({Refusal.NO_SPACE})
_NOT_HELD: Final = frozenset({Refusal.NOT_READABLE, Refusal.NOT_A_FILE, Refusal.EMPTY})


class BusyError(ContentError):
    """The picture cannot be drawn just now; a moment later it can."""


class UndrawableError(ContentError):
    """The page cannot be drawn."""


@dataclass(eq=False)
class _Job:
    """A picture that is to be drawn, and what came of it; wanted: how many wait for it."""

    picture: PagePicture
    path: Path
    ahead: tuple[PagePicture, Path] | None
    wanted: int = 0
    done: threading.Event = field(default_factory=threading.Event)
    data: bytes = b""
    error: ContentError | None = None


class DrawingDesk:
    """Gives pictures of pages, drawn before or now; for many threads.

    Args:
        pictures: where they are kept.
        monotonic: seconds that never go back.
        drawers: dotted names of the readers that draw.
        limits: what one picture may cost. held: threads that may wait at the same moment.
    """

    def __init__(
        self,
        pictures: PagePictures,
        *,
        monotonic: Callable[[], MonotonicSeconds],
        drawers: Sequence[str] = DRAWERS,
        limits: ReadLimits = LIMITS,
        held: int = HELD_MOST,
    ) -> None:
        self._pictures = pictures
        self._failures = Failures(monotonic)
        self._drawers = tuple(drawers)
        self._limits = limits
        self._held_most = held
        self._held = 0
        self._changed = threading.Condition()
        self._waiting: OrderedDict[PagePicture, _Job] = OrderedDict()
        self._current: _Job | None = None
        self._ahead: tuple[PagePicture, Path] | None = None
        self._thread: threading.Thread | None = None
        self._is_expected = False
        self._is_closed = False

    def picture(
        self,
        wanted: PagePicture,
        path: Path,
        *,
        ahead: tuple[PagePicture, Path] | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> bytes:
        """A picture of a page.

        Args:
            wanted: which. path: where its file stands.
            ahead: picture and file of what will be wanted next; drawn when there is nothing else to do.
            patience: seconds to wait.

        Raises:
            BusyError: too many wait, it took too long, or nothing can be drawn just now.
            UndrawableError: the page cannot be drawn, as was found now or a while ago.
            LibraryDamagedError: its file is not there.
        """
        kept = self._pictures.read(wanted)
        if kept is not None:
            self._look_ahead(ahead)
            return kept
        job = self._asked(wanted, path, ahead)
        is_done = job.done.wait(patience)
        with self._changed:
            self._held -= 1
            job.wanted -= 1
            if not job.wanted and self._waiting.get(wanted) is job:
                del self._waiting[wanted]
        if not is_done:
            raise BusyError("it takes longer than a request may wait")
        if job.error is not None:
            raise job.error
        return job.data

    def expect(self) -> None:
        """A page is being opened: the foreman starts now, for that takes longer than a phone to ask for its picture.

        No picture is begun: a guess at its width would let every other phone wait for the one that draws.
        """
        with self._changed:
            if not self._is_closed and not self._waiting:
                self._is_expected = True
                self._begin()

    def fails(self, blob: Sha256, page: int, width: int) -> bool:
        """Whether a page was found undrawable in this width, not long ago."""
        with self._changed:
            return self._failures.has(PagePicture(blob=blob, page=page, width=width, media_type="image/webp"))

    @property
    def waiting(self) -> int:
        """How many pictures wait, without the one that is being drawn."""
        with self._changed:
            return len(self._waiting)

    @property
    def is_drawing(self) -> bool:
        """Whether a picture is being drawn."""
        with self._changed:
            return self._current is not None

    def close(self) -> None:
        """Ends when the page that is being drawn is done; who waits is told to come again."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _asked(self, wanted: PagePicture, path: Path, ahead: tuple[PagePicture, Path] | None) -> _Job:
        """The job of a picture, whoever asked first.

        Raises:
            BusyError, UndrawableError: there is none.
        """
        with self._changed:
            if self._is_closed:
                raise BusyError("the desk is closed")
            if self._failures.has(wanted):
                raise UndrawableError("could not be drawn a while ago")
            if self._held >= self._held_most:
                raise BusyError(f"{self._held} threads wait already")
            job = self._current if self._current and self._current.picture == wanted else self._waiting.get(wanted)
            if job is None:
                if len(self._waiting) >= WAITING_MOST:
                    raise BusyError(f"{WAITING_MOST} pictures wait already")
                job = self._waiting[wanted] = _Job(wanted, path, ahead)
                self._ahead = None
                self._begin()
            job.ahead = ahead or job.ahead
            job.wanted += 1
            self._held += 1
            return job

    def _look_ahead(self, ahead: tuple[PagePicture, Path] | None) -> None:
        with self._changed:
            if ahead is not None and not self._waiting and not self._is_closed:
                self._ahead = ahead
                self._begin()

    def _begin(self) -> None:
        """Wakes the thread; the first job starts it, so that a library without pages to draw has none."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="drawing", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        """Draws until the desk is closed. The worker is made here, for it ends with the thread that started it."""
        worker = Worker(limits=self._limits, readers=self._drawers)  # its foreman is started by the first drawing
        with contextlib.closing(worker):
            while (job := self._next(worker)) is not None:
                try:
                    job.data = self._drawn(worker, job)
                except ContentError as error:
                    job.error = error
                except Exception as error:  # noqa: BLE001 the edge of the loop: one picture fails, not the desk
                    log.error("drawing: %s", type(error).__name__)
                    job.error = BusyError("a fault while drawing")
                self._finish(job)

    def _next(self, worker: Worker) -> _Job | None:
        """The next picture to draw, waited for; None when the desk is closed. Who waits long lets the foreman go."""
        with self._changed:
            while not self._is_closed:
                if self._waiting:
                    _, self._current = self._waiting.popitem(last=False)
                    return self._current
                if self._is_expected:
                    self._is_expected = False
                    self._ready(worker)
                    continue
                ahead, self._ahead = self._ahead, None
                if ahead is not None and not self._pictures.has(ahead[0]) and not self._failures.has(ahead[0]):
                    self._current = _Job(*ahead, None)
                    return self._current
                if ahead is None and not self._changed.wait(IDLE_SECONDS):
                    worker.close()
            for job in self._waiting.values():
                job.error = BusyError("the desk is closed")
                job.done.set()
            return None

    def _ready(self, worker: Worker) -> None:
        """Starts the foreman; nobody waits for the desk meanwhile, which is held by who calls."""
        self._changed.release()
        try:
            worker.begin()
        except WorkerStartError as error:
            log.error("drawing: %s", error)  # whoever asks for a picture is told
        finally:
            self._changed.acquire()

    def _finish(self, job: _Job) -> None:
        with self._changed:
            if isinstance(job.error, UndrawableError):
                self._failures.note(job.picture)
            elif job.error is None and not self._waiting:
                self._ahead = job.ahead
            self._current = None
            job.done.set()

    def _drawn(self, worker: Worker, job: _Job) -> bytes:
        """Draws and keeps a picture.

        Raises:
            BusyError, UndrawableError, LibraryDamagedError: as `picture`.
        """
        self._pictures.folder.mkdir(parents=True, exist_ok=True)
        wanted = Drawing(page=job.picture.page, width=job.picture.width, media_type=job.picture.media_type)
        with tempfile.TemporaryDirectory(dir=self._pictures.folder, prefix=".") as scratch:
            try:
                drawn = worker.draw(job.path, Path(scratch), wanted)
            except WorkerStartError as error:
                raise BusyError("the worker does not start") from error
            except RefusedError as error:
                if not Path(scratch).is_dir():
                    raise BusyError("what is made was deleted meanwhile") from error
                raise _told(error) from error
            data = (Path(scratch) / drawn.file).read_bytes()
        self._pictures.write(job.picture, data)
        return data


def _told(error: RefusedError) -> ContentError:
    if error.refusal in _NOT_ITS_FAULT:
        return BusyError(str(error))
    if error.refusal in _NOT_HELD:
        return LibraryDamagedError(str(error))
    return UndrawableError(str(error))
