"""The room below staging where one file is copied, hashed and read; gone afterwards."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Self

from content.accession.gathering import RECORDINGS
from content.accession.limits import AccessionLimits
from content.accession.opening import first_kind, open_regular
from content.formats.reading import Refusal, RefusedError
from content.holdings import copy_hashed
from content.records import Bytes, Sha256


class Room:
    """One file's room: `file` is its copy, `scratch` where the worker writes."""

    def __init__(self, folder: Path, limits: AccessionLimits) -> None:
        self._folder = folder / "room"
        self._limits = limits
        self.file = self._folder / "file"
        self.scratch = self._folder / "scratch"

    def __enter__(self) -> Self:
        self.scratch.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def copy(self, source: Path) -> tuple[Sha256, Bytes]:
        """Copies the source.

        Raises:
            RefusedError: it is no file, too large, or there is no room for it and for what is made of it.
        """
        is_recording = first_kind(source) in RECORDINGS
        largest = self._limits.recording if is_recording else self._limits.reading.file
        # Of a recording little is made: a poster, a transcript.
        times = 1 if is_recording else 2
        descriptor = open_regular(source, largest=largest)
        try:
            size = os.fstat(descriptor).st_size
            if shutil.disk_usage(self._folder).free < times * size + self._limits.free_space:
                raise RefusedError(Refusal.NO_SPACE)
            copied = copy_hashed(descriptor, self.file, limit=largest)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise RefusedError(Refusal.NOT_READABLE, str(error)) from error
        finally:
            os.close(descriptor)
        if copied is None:
            raise RefusedError(Refusal.TOO_LARGE)
        return copied
