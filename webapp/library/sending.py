"""Sending bytes that are held: whole or one range, by the kernel where it can, never again to those who have them."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from flask import Request, Response

from content.errors import LibraryDamagedError
from webapp.shell.conditions import has_failed, is_current, range_holds
from webapp.shell.headers import FILE_POLICY, protect
from webapp.shell.kernel import connection_of, send_piece
from webapp.shell.ranges import ByteRange, UnsatisfiableRangeError, asked_range

PIECE = 64 << 10
ETAG_DIGITS = 20


def send_bytes(request: Request, body: bytes, *, media_type: str, cache: str) -> Response:
    """Sends a small thing that was made."""
    etag = hashlib.sha256(body).hexdigest()[:ETAG_DIGITS]
    headers = {"Cache-Control": cache, "ETag": f'"{etag}"'}
    if is_current(request.headers.get("If-None-Match"), etag):
        return protect(_empty(304, headers), FILE_POLICY)
    return protect(Response(body, 200, headers, content_type=media_type), FILE_POLICY)


def send_blob(request: Request, path: Path, digest: str, *, media_type: str, cache: str, policy: str) -> Response:
    """Sends a blob, or the range of it that is asked for (RFC 9110 §13.2.2, §14).

    Args:
        digest: its SHA-256, of which the ETag is made.

    Raises:
        LibraryDamagedError: the blob is not there or cannot be read.
    """
    held = _Held(path, digest)
    size = held.size
    etag = digest[:ETAG_DIGITS]
    headers = {"Cache-Control": cache, "ETag": f'"{etag}"', "Accept-Ranges": "bytes"}
    if has_failed(request.headers.get("If-Match"), etag):
        return protect(_empty(412, headers), policy)
    if is_current(request.headers.get("If-None-Match"), etag):
        return protect(_empty(304, headers), policy)
    try:
        wanted = _wanted(request, etag, size)
    except UnsatisfiableRangeError:
        return protect(_empty(416, headers | {"Content-Range": f"bytes */{size}"}), policy)
    piece = wanted or ByteRange(0, size - 1)
    if wanted:
        headers["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{size}"
    headers["Content-Length"] = str(piece.length)
    body = held.cut(piece, connection_of(request.environ)) if request.method == "GET" else None
    response = Response(body, 206 if wanted else 200, headers, content_type=media_type, direct_passthrough=True)
    return protect(response, policy)


def _wanted(request: Request, etag: str, size: int) -> ByteRange | None:
    """Range is for GET alone (RFC 9110 §14.2)."""
    if request.method != "GET" or not range_holds(request.headers.get("If-Range"), etag):
        return None
    return asked_range(request.headers.get("Range"), size)


def _empty(status: int, headers: dict[str, str]) -> Response:
    response = Response(status=status, headers=headers)
    response.headers.remove("Content-Type")
    return response


class _Held:
    """A blob opened before anything of it is promised; it can be read to its end when its record goes meanwhile.

    Closed at its end, by the server when a reader goes away, and at the latest when nobody has it any more.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self._digest = digest
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise LibraryDamagedError(f"blob {digest} cannot be read: {error.strerror}") from error
        self.size = self._left = os.fstat(self._file.fileno()).st_size
        self._link: socket.socket | None = None
        self._is_begun = False

    def cut(self, piece: ByteRange, link: socket.socket | None) -> _Held:
        """Itself, to be sent from the first to the last byte of a piece.

        Args:
            link: the connection that it goes out on, None to be read here.
        """
        self._file.seek(piece.first)
        self._left = piece.length
        self._link = link
        return self

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """The next bytes; a file that ends too early ends the connection, so that nobody takes it for whole."""
        if self._link is not None and not self._is_begun:
            self._is_begun = True
            return b""  # with the first piece, empty as it is, gunicorn sends the head
        if self._link is not None:
            self._send(self._link)
        data = self._file.read(min(PIECE, self._left)) if self._left else b""
        if not data:
            self.close()
            if self._left:
                raise LibraryDamagedError(f"blob {self._digest} has become shorter")
            raise StopIteration
        self._left -= len(data)
        return data

    def _send(self, link: socket.socket) -> None:
        """Has the kernel send what is left; what it does not send is read."""
        first = self._file.tell()
        while self._left:
            sent = send_piece(link, self._file.fileno(), first, self._left)
            if not sent:
                break
            first += sent
            self._left -= sent
        self._file.seek(first)
        self._link = None

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self.close()
