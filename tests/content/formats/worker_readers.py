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
        if head.startswith(SIGN + b"die-recognising"):
            os.kill(os.getpid(), signal.SIGKILL)
        return head.startswith(SIGN) and path.is_file()

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        words = path.read_text(encoding="utf-8").removeprefix(SIGN.decode()).split(" ", 1)
        wish = getattr(self, words[0].replace("-", "_"))
        extract = wish(scratch, words[1] if len(words) > 1 else "", limits)
        assert isinstance(extract, Extract)
        return extract

    def work(self, scratch: Path, text: str, _: ReadLimits) -> Extract:
        return plain_extract(scratch, text or "<p>Một</p>")

    def eat(self, *_: object) -> Extract:
        hoard = []
        while True:
            hoard.append(bytearray(1 << 20))

    def eat_quietly(self, scratch: Path, *_: object) -> Extract:
        """Runs out of memory where the error is swallowed, and dies of a signal."""
        with contextlib.suppress(MemoryError):
            self.eat()
        os.abort()

    def loop(self, *_: object) -> Extract:
        while True:
            pass

    def sleep(self, *_: object) -> Extract:
        time.sleep(600)
        raise AssertionError

    def die(self, scratch: Path, number: str, _: ReadLimits) -> Extract:
        os.kill(os.getpid(), int(number))
        time.sleep(600)
        raise AssertionError

    def exit(self, *_: object) -> Extract:
        os._exit(3)

    def kill_foreman(self, *_: object) -> Extract:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
        raise AssertionError

    def recurse(self, *_: object) -> Extract:
        def deeper(level: int) -> int:
            return deeper(level + 1) + 1

        deeper(0)
        raise AssertionError

    def stumble(self, *_: object) -> Extract:
        return {}["nothing here"]

    def refuse(self, *_: object) -> Extract:
        raise RefusedError(Refusal.ENCRYPTED, "locked")

    def spawn(self, scratch: Path, seconds: str, _: ReadLimits) -> Extract:
        child = os.fork()
        if child == 0:
            time.sleep(float(seconds))
            os._exit(0)
        return plain_extract(scratch, notes=(str(child),))

    def write_outside(self, scratch: Path, target: str, _: ReadLimits) -> Extract:
        Path(target).write_text("out", encoding="utf-8")
        return plain_extract(scratch)

    def read_outside(self, scratch: Path, target: str, _: ReadLimits) -> Extract:
        return plain_extract(scratch, notes=(Path(target).read_text(encoding="utf-8"),))

    def execute(self, scratch: Path, *_: object) -> Extract:
        subprocess.run([sys.executable, "-c", ""], check=True)
        return plain_extract(scratch)

    def connect(self, scratch: Path, port: str, _: ReadLimits) -> Extract:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=5):
            return plain_extract(scratch)

    def write_much(self, scratch: Path, *_: object) -> Extract:
        with (scratch / "big").open("wb") as file:
            while True:
                file.write(bytes(1 << 20))

    def tell(self, scratch: Path, *_: object) -> Extract:
        """What the process is, as a note in JSON."""
        facts = {
            "environment": dict(os.environ),
            "folder": str(Path.cwd()),
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "data": resource.getrlimit(resource.RLIMIT_DATA),
            "files": sorted(os.readlink(f"/proc/self/fd/{fd}") for fd in (0, 1, 2)) if Path("/proc/self/fd/0").exists() else [],
            "descriptors": [fd for fd in range(3, 64) if _is_open(fd)],
            "parent": os.getppid(),
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }
        return plain_extract(scratch, notes=(json.dumps(facts),))

    def answer(self, scratch: Path, change: str, _: ReadLimits) -> Extract:
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
