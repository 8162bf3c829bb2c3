"""The room below staging where one file is copied, hashed and read; gone afterwards."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Self

from content.accession.candidates import open_regular
from content.accession.limits import AccessionLimits
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
        descriptor = open_regular(source, largest=self._limits.reading.file)
        try:
            size = os.fstat(descriptor).st_size
            if shutil.disk_usage(self._folder).free < 2 * size + self._limits.free_space:
                raise RefusedError(Refusal.NO_SPACE)
            copied = copy_hashed(descriptor, self.file, limit=self._limits.reading.file)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            raise RefusedError(Refusal.NOT_READABLE, str(error)) from error
        finally:
            os.close(descriptor)
        if copied is None:
            raise RefusedError(Refusal.TOO_LARGE)
        return copied
