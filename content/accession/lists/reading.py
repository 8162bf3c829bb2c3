"""Reading a list in the limited worker, by the readers of lists alone."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from content.accession.limits import AccessionLimits
from content.accession.opening import open_regular
from content.formats import LIST_READERS
from content.formats.reading import Extract
from content.formats.worker import Worker


def read_list(path: Path, *, limits: AccessionLimits) -> Extract:
    """What stands in a catalogue sheet or a MARC file.

    Args:
        path: of the list; it is only read.

    Raises:
        RefusedError: it is no list, or cannot be read.
        WorkerStartError: no file can be read on this machine.
    """
    os.close(open_regular(path, largest=limits.reading.file))  # a device or a pipe is not waited for
    with Worker(limits=limits.reading, readers=LIST_READERS) as worker, TemporaryDirectory() as scratch:
        return worker.read(path, Path(scratch))
