"""The process that reads one file and ends: limits first, then recognising, reading and the answer."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Sequence
from pathlib import Path

from content.formats import reader, recognise
from content.formats._text_programs import PROGRAMS
from content.formats._worker_answer import ANSWER_BYTES, ANSWER_FILE, Answer, encoded_answer
from content.formats._worker_isolation import limit_child, restrict_files
from content.formats.reading import (
    Description,
    Drawer,
    Drawing,
    Extract,
    Reader,
    ReadLimits,
    Refusal,
    RefusedError,
)
from content.records import Kind

EXIT_MEMORY = 77
EXIT_NO_ROOM = 78
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def read_and_exit(
    path: Path,
    scratch: Path,
    limits: ReadLimits,
    names: Sequence[str],
    program: tuple[str, ...],
    drawing: Drawing | None = None,
) -> None:
    """Reads the file or draws a page, writes the answer into the scratch folder, ends the process; never returns.

    Args:
        path: the file, absolute.
        scratch: the folder, absolute and empty.
        limits: what it may cost.
        names: of the readers.
        program: folders from which libraries may still be loaded.
        drawing: the page that is wanted, None where the file is to be read.
    """
    status = 1
    try:
        os.chdir(scratch)
        limit_child(limits)
        restrict_files(path, scratch, program, _others(path))
        _write(_answer(path, scratch, limits, names, drawing))
        status = 0
    except MemoryError:
        status = EXIT_MEMORY
    except OSError as error:
        status = EXIT_NO_ROOM if error.errno in _NO_ROOM else status
    finally:
        os._exit(status)


def _others(path: Path) -> tuple[str, ...]:
    """Other programs that reading a file may need: those for old papers of Word."""
    with path.open("rb") as file:
        if file.read(len(_OLE)) != _OLE:
            return ()
    return tuple(found for program in PROGRAMS if (found := program.path) is not None)


def _write(answer: Answer) -> None:
    data = encoded_answer(answer)
    if len(data) > ANSWER_BYTES:
        data = encoded_answer(Answer(refusal=Refusal.TOO_LARGE, detail=f"{len(data)} bytes of text"))
    with Path(ANSWER_FILE).open("xb") as file:
        file.write(data)


def _answer(path: Path, scratch: Path, limits: ReadLimits, names: Sequence[str], drawing: Drawing | None) -> Answer:
    """What comes of the file; whatever a reader raises becomes a refusal here."""
    try:
        name = _recognised(path, names)
        if name is None:
            return Answer(refusal=Refusal.UNKNOWN_KIND)
        if drawing is not None:
            return Answer(extract=_drawn(reader(name), path, scratch, limits, drawing))
        return Answer(extract=reader(name).read(path, scratch, limits))
    except RefusedError as error:
        return Answer(refusal=error.refusal, detail=error.detail[:2_000])
    except MemoryError:
        return Answer(refusal=Refusal.TOO_MUCH_MEMORY, detail=f"more than {limits.memory} bytes")
    except RecursionError as error:
        return Answer(refusal=Refusal.DAMAGED, detail=f"nested too deep{_place(error)}")
    except OSError as error:
        return Answer(refusal=_refusal_of(error), detail=f"{type(error).__name__}: {error.strerror}{_place(error)}")
    except Exception as error:  # noqa: BLE001 - the edge: a fault of a reader costs one file, not the session
        return Answer(refusal=Refusal.WORKER_DIED, detail=f"{type(error).__name__}: {str(error)[:500]}{_place(error)}")


def _drawn(drawer: Reader, path: Path, scratch: Path, limits: ReadLimits, wanted: Drawing) -> Extract:
    """What is drawn, as an extract of one resource.

    Raises:
        RefusedError: the format has no pages to draw, or this one cannot be drawn.
    """
    if not isinstance(drawer, Drawer):
        raise RefusedError(Refusal.UNKNOWN_KIND, "a format without pages")
    drawn = drawer.draw(path, scratch, limits, wanted)
    return Extract(
        kind=Kind.PICTURE, media_type=drawn.media_type, description=Description(), resources=(drawn,), cover=drawn.name
    )


def _recognised(path: Path, names: Sequence[str]) -> str | None:
    """The name of the reader that knows the file.

    Raises:
        RefusedError: the file itself cannot be read.
    """
    try:
        return recognise(path, names)
    except OSError as error:
        raise RefusedError(Refusal.NOT_READABLE, str(error.strerror)) from error


def _refusal_of(error: OSError) -> Refusal:
    if error.errno in _NO_ROOM:
        return Refusal.NO_SPACE
    if error.errno == errno.EFBIG:
        return Refusal.TOO_LARGE
    return Refusal.NOT_READABLE if error.errno == errno.EIO else Refusal.WORKER_DIED


def _place(error: BaseException) -> str:
    """Where it was raised: the innermost modules and lines, for technicians."""
    frames = traceback.extract_tb(error.__traceback__, limit=-3)
    return " at " + " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
