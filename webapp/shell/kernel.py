"""Files that the kernel sends by itself (sendfile(2)): nothing of them passes through this process.

gunicorn's own way to do so (`http/wsgi.py` in 27.0.1) waits without end for a phone that takes nothing, and takes a
file that became shorter for sent.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from typing import Any

PIECE = 1 << 20
"""Bytes of one call; a longer file is several, so that a server told to stop is not held by one."""
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})


def connection_of(environ: Mapping[str, Any]) -> socket.socket | None:
    """The connection on which a request came, None where the server does not lend it."""
    link = environ.get("gunicorn.socket")
    return link if isinstance(link, socket.socket) else None


def send_piece(link: socket.socket, file: int, first: int, length: int) -> int | None:
    """Sends bytes of a file, as many as go at once.

    Args:
        file: its descriptor; where it stands does not matter and is not changed.

    Returns:
        How many went, 0 at the end of the file; None where the kernel does not send files of this kind.

    Raises:
        BlockingIOError: nothing moved for as long as the connection allows (SO_SNDTIMEO, socket(7)).
        OSError: the connection is gone.
    """
    try:
        return os.sendfile(link.fileno(), file, first, min(length, PIECE))
    except OSError as error:
        if error.errno in _CANNOT:
            return None
        raise
