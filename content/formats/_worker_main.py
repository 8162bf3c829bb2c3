"""The foreman of the worker: a small clean process that has everything loaded and forks one child per file.

Run by its path, with three arguments: the socket's descriptor, the parent's process id, the folder of the program.
Messages are packets of JSON. To the foreman: `{readers, patient}` once, then `{path, scratch, limits}` a file, with
`drawing` where only a page of it is to be drawn, and `{}` while one is being read, to have it killed. From it:
`{isolation}` or `{failed}` once, then `{status, peak}` a file.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any

_SYSTEM_FOLDERS = ("/usr/lib", "/lib", "/lib64", "/usr/local/lib", "/usr/share/fonts", "/usr/local/share/fonts")
_COLLECTIONS = (20_000, 10, 1_000)
"""How many new objects, and how many collections of the young, come before one of the next age."""


def main() -> None:
    """Settles, says so, and reads files until the parent goes."""
    descriptor, parent, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    sys.path.insert(0, program)
    from content.formats._worker_isolation import die_with, settle_foreman  # noqa: PLC0415 - not found before

    link = socket.socket(fileno=descriptor)
    die_with(parent)
    settings = _received(link)
    names = tuple(settings["readers"])
    try:
        _load(names)
    except Exception as error:  # noqa: BLE001 - the edge: the parent raises it
        _send(link, {"failed": f"{type(error).__name__}: {error}"})
        return
    isolation = settle_foreman(patient=settings["patient"])
    die_with(parent)
    gc.collect()
    gc.freeze()
    # A book is a million objects that all live until its process ends: looking through them again and again finds none.
    gc.set_threshold(*_COLLECTIONS)
    _send(link, {"isolation": vars(isolation)})
    _serve(link, names)


def _load(names: tuple[str, ...]) -> None:
    """Imports now what every child would otherwise import anew."""
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401, PLC0415

    from content.formats import _worker_child, pictures, reader, xml  # noqa: F401, PLC0415
    from content.formats._worker_answer import Answer, encoded_answer  # noqa: PLC0415
    from content.formats.reading import Description, Extract  # noqa: PLC0415
    from content.records import Kind  # noqa: PLC0415

    Image.preinit()
    xml.parse_loose(b"<html><body>&nbsp;</body></html>")
    encoded_answer(Answer(extract=Extract(kind=Kind.BOOK, media_type="", description=Description())))
    for name in names:
        reader(name)


def _serve(link: socket.socket, names: tuple[str, ...]) -> None:
    from content.formats._worker_child import read_and_exit  # noqa: PLC0415
    from content.formats._worker_isolation import die_with  # noqa: PLC0415
    from content.formats.reading import Drawing, ReadLimits  # noqa: PLC0415

    program, foreman = _program_folders(), os.getpid()
    while True:
        request = _received(link)
        if "path" not in request:
            continue
        child = os.fork()
        if child == 0:
            os.setsid()
            die_with(foreman)
            link.close()
            limits = ReadLimits(**request["limits"])
            drawing = Drawing(**request["drawing"]) if "drawing" in request else None
            read_and_exit(Path(request["path"]), Path(request["scratch"]), limits, names, program, drawing)
        _send(link, _outcome(link, child))


def _outcome(link: socket.socket, child: int) -> dict[str, int]:
    """Waits for the child, kills it if told to, and with it whatever it has started."""
    watch = os.pidfd_open(child)
    try:
        while watch not in select.select([link.fileno(), watch], [], [])[0]:
            _received(link)
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(watch)
    # Not yet waited for, so the number is still the child's own.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    return {"status": status, "peak": usage.ru_maxrss * 1024}


def _program_folders() -> tuple[str, ...]:
    """Folders of Python and its libraries, from which modules and shared objects may still be loaded, and of fonts."""
    python = {*filter(None, sys.path), sys.prefix, sys.base_prefix}
    return tuple(sorted({*python, *_SYSTEM_FOLDERS}))


def _received(link: socket.socket) -> dict[str, Any]:
    """The next message; ends the process when the parent has gone."""
    data = link.recv(1 << 17)
    if not data:
        os._exit(0)
    message: dict[str, Any] = json.loads(data)
    return message


def _send(link: socket.socket, message: dict[str, Any]) -> None:
    try:
        link.send(json.dumps(message).encode("ascii"))
    except OSError:
        os._exit(0)


if __name__ == "__main__":
    main()
