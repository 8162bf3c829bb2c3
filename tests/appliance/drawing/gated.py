"""A drawer that does what its file says: `go` draws, `hold` waits until the file says otherwise, `refuse` refuses."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from content.formats.reading import (
    Drawer,
    Drawing,
    Extract,
    ReadLimits,
    ReadResource,
    Refusal,
    RefusedError,
)

GATED = ("tests.appliance.drawing.gated:Gated",)
SIGN = b"GATE "
BEGUN = "begun"
"""Stands in the scratch folder once it waits."""
ENDINGS = {"image/webp": "webp", "image/jpeg": "jpg"}


def say(path: Path, word: str) -> None:
    """Writes what the drawer is to do, in place: the process that waits may read this file alone."""
    with path.open("r+b" if path.exists() else "wb") as file:
        file.write(SIGN + word.ljust(8).encode())


class Gated(Drawer):
    """Draws page, width and its own process number."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 the signature of every drawer
        """By its sign."""
        return head.startswith(SIGN)

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:  # noqa: ARG002 the signature of every drawer
        """Is only drawn.

        Raises:
            RefusedError: always.
        """
        raise RefusedError(Refusal.NOTHING_TO_READ)

    def draw(self, path: Path, scratch: Path, limits: ReadLimits, wanted: Drawing) -> ReadResource:  # noqa: ARG002 the signature of every drawer
        """Waits while it is told to, then draws.

        Raises:
            RefusedError: it is told to.
        """
        (scratch / BEGUN).touch()
        while (word := path.read_bytes()[len(SIGN) :].strip()) == b"hold":
            time.sleep(0.01)
        if word == b"refuse":
            raise RefusedError(Refusal.DAMAGED)
        data = f"{wanted.page} {wanted.width} {os.getpid()}".encode()
        ending = ENDINGS[wanted.media_type]
        (scratch / f"drawn.{ending}").write_bytes(data)
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        return ReadResource(name=name, file=f"drawn.{ending}", media_type=wanted.media_type, width=1, height=1)
