"""How an answer is sent: whole, gzipped, or not at all because the reader already has it."""

from __future__ import annotations

import gzip
import hashlib

from flask import Request, Response

from webapp.shell.conditions import accepts_gzip, has_failed, is_current
from webapp.shell.headers import FRESH, IMMUTABLE, PAGE_POLICY, PRIVATE, protect
from webapp.shell.static_files import StaticFile


class MovedError(Exception):
    """What was asked for has another address.

    Args:
        target: that address.
    """

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


GZIP_LEVEL = 6
PACKED_FROM = 200
"""Bytes under which gzip does not pay."""
HTML = "text/html; charset=utf-8"


def send_text(
    request: Request,
    body: bytes,
    *,
    media_type: str = HTML,
    status: int = 200,
    cache: str = FRESH,
    policy: str = PAGE_POLICY,
    packed: bytes | None = None,
    etag: str = "",
) -> Response:
    """Sends a text with an ETag of its bytes; gzipped for those who welcome it.

    Args:
        packed: gzipped beforehand; b"" never to pack; None to pack now.
        etag: of what is gzipped; "": drawn from the text.
    """
    may_pack = len(body) >= PACKED_FROM if packed is None else bool(packed)
    use_gzip = may_pack and accepts_gzip(request.headers.get("Accept-Encoding", ""))
    etag = (
        (etag or f"{hashlib.sha256(body).hexdigest()[:20]}-gz") if use_gzip else hashlib.sha256(body).hexdigest()[:20]
    )
    headers = {"Cache-Control": cache}
    if may_pack:
        headers["Vary"] = "Accept-Encoding"
    if status == 200 and cache != PRIVATE:
        headers["ETag"] = f'"{etag}"'
        answered = _conditional(request, etag, headers)
        if answered:
            return protect(answered, policy)
    if use_gzip:
        headers["Content-Encoding"] = "gzip"
        body = packed or gzip.compress(body, GZIP_LEVEL, mtime=0)
    return protect(Response(body, status, headers, content_type=media_type), policy)


def send_static(request: Request, file: StaticFile) -> Response:
    """Sends a static file; its name changes when it does."""
    return send_text(request, file.body, media_type=file.media_type, cache=IMMUTABLE, packed=file.packed)


def _conditional(request: Request, etag: str, headers: dict[str, str]) -> Response | None:
    """304 or 412 where a condition says so (RFC 9110 §13.2.2); only for methods that read."""
    if request.method not in {"GET", "HEAD"}:
        return None
    if has_failed(request.headers.get("If-Match"), etag):
        return Response(status=412, headers=headers)
    if is_current(request.headers.get("If-None-Match"), etag):
        answer = Response(status=304, headers=headers)
        answer.headers.remove("Content-Type")
        return answer
    return None


def redirect(target: str, status: int, *, cache: str = PRIVATE) -> Response:
    """Leads to another address of ours."""
    return protect(Response(b"", status, {"Location": target, "Cache-Control": cache}, content_type=HTML))
