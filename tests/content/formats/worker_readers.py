"""Readers that behave badly on purpose: what they do is written in the file that they read."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from content.formats.reading import (
    Description,
    Extract,
    Reader,
    ReadLimits,
    ReadPart,
    ReadResource,
    Refusal,
    RefusedError,
)
from content.records import ContentsEntry, Kind, Passage

SIGN = b"WISH "


def plain_extract(scratch: Path, text: str = "<p>Một</p>", notes: tuple[str, ...] = ()) -> Extract:
    """A small sound extract, its files written."""
    (scratch / "1.html").write_text(text, encoding="utf-8")
    picture = b"not really a picture"
    name = f"{hashlib.sha256(picture).hexdigest()[:16]}.png"
    (scratch / name).write_bytes(picture)
    return Extract(
        kind=Kind.BOOK,
        media_type="application/x-wish",
        description=Description(title="Sách thử"),
        parts=(ReadPart(number=1, title="Một", file="1.html", characters=3),),
        contents=(ContentsEntry(depth=0, title="Một", part=1),),
        passages=(Passage(part=1, place="", heading="Một", text="Một"),),
        resources=(ReadResource(name=name, file=name, media_type="image/png", width=2, height=3),),
        cover=name,
        notes=notes,
    )


class Wishes(Reader):
    """Does the wish named after the sign."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether there is a wish in it."""
        if head.startswith(SIGN + b"die-recognising"):
            os.kill(os.getpid(), signal.SIGKILL)
        return head.startswith(SIGN) and path.is_file()

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Grants it."""
        words = path.read_text(encoding="utf-8").removeprefix(SIGN.decode()).split(" ", 1)
        wish = globals()["wish_" + words[0].replace("-", "_")]
        extract = wish(scratch, words[1] if len(words) > 1 else "", limits)
        assert isinstance(extract, Extract)
        return extract


def wish_work(scratch: Path, text: str, _: ReadLimits) -> Extract:
    return plain_extract(scratch, text or "<p>Một</p>")


def wish_eat(*_: object) -> Extract:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 20))


def wish_eat_quietly(*_: object) -> Extract:
    """Runs out of memory where the error is swallowed, and dies of a signal."""
    with contextlib.suppress(MemoryError):
        wish_eat()
    os.abort()


def wish_parse_broken(scratch: Path, *_: object) -> Extract:
    """Reads markup whose tree is larger than the memory, and which only forgiving parsers read at all."""
    from content.formats.xml import parse_loose

    root = parse_loose(b"<html><body><p>" + b"<b>x</b>" * 1_900_000 + b"</div>")
    return plain_extract(scratch, notes=(str(sum(1 for _ in root.iter())),))


def wish_loop(*_: object) -> Extract:
    while True:
        pass


def wish_sleep(*_: object) -> Extract:
    time.sleep(600)
    raise AssertionError


def wish_die(_: Path, number: str, __: ReadLimits) -> Extract:
    os.kill(os.getpid(), int(number))
    time.sleep(600)
    raise AssertionError


def wish_exit(*_: object) -> Extract:
    os._exit(3)


def wish_kill_foreman(*_: object) -> Extract:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
    raise AssertionError


def wish_recurse(*_: object) -> Extract:
    def deeper(level: int) -> int:
        return deeper(level + 1) + 1

    deeper(0)
    raise AssertionError


def wish_stumble(*_: object) -> Extract:
    return {}["nothing here"]


def wish_refuse(*_: object) -> Extract:
    raise RefusedError(Refusal.ENCRYPTED, "locked")


def wish_spawn(scratch: Path, seconds: str, _: ReadLimits) -> Extract:
    child = os.fork()
    if child == 0:
        time.sleep(float(seconds))
        os._exit(0)
    return plain_extract(scratch, notes=(str(child),))


def wish_write_outside(scratch: Path, target: str, _: ReadLimits) -> Extract:
    Path(target).write_text("out", encoding="utf-8")
    return plain_extract(scratch)


def wish_read_outside(scratch: Path, target: str, _: ReadLimits) -> Extract:
    return plain_extract(scratch, notes=(Path(target).read_text(encoding="utf-8"),))


def wish_execute(scratch: Path, *_: object) -> Extract:
    subprocess.run([sys.executable, "-c", ""], check=True)
    return plain_extract(scratch)


def wish_connect(scratch: Path, port: str, _: ReadLimits) -> Extract:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=5):
        return plain_extract(scratch)


def wish_write_much(scratch: Path, *_: object) -> Extract:
    with (scratch / "big").open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def wish_tell(scratch: Path, *_: object) -> Extract:
    """What the process is, as a note in JSON."""
    facts = {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "cpu": resource.getrlimit(resource.RLIMIT_CPU),
        "data": resource.getrlimit(resource.RLIMIT_DATA),
        "standard": [os.fstat(fd).st_rdev for fd in (0, 1, 2)],
        "descriptors": [fd for fd in range(3, 64) if _is_open(fd)],
        "parent": os.getppid(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    return plain_extract(scratch, notes=(json.dumps(facts),))


def wish_answer(scratch: Path, change: str, _: ReadLimits) -> Extract:
    """Writes an answer of its own and leaves, past every check on this side."""
    from content.formats._worker_answer import Answer, encoded_answer

    answer = json.loads(encoded_answer(Answer(extract=plain_extract(scratch))))
    exec(change, {"extract": answer["extract"], "answer": answer, "scratch": scratch, "os": os, "Path": Path})  # noqa: S102
    (scratch / "result.json").write_text(json.dumps(answer), encoding="utf-8")
    os._exit(0)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
