"""What the worker answers about one file: written by a process that may be in hostile hands, so checked before use.

The answer is one JSON file in the scratch folder. It names other files there; each is looked at before it is trusted,
and never through a link.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cattrs
from cattrs.errors import ForbiddenExtraKeysError

from content.formats.reading import Extract, ReadLimits, Refusal
from content.records import ContentsEntry, Passage

ANSWER_FILE = "result.json"
ANSWER_BYTES = 48 << 20
_TEXT_MOST = 4 << 20
_SIDE_MOST = 100_000
_DEPTH_MOST = 1_000
_SECONDS_MOST = 1_000_000
_PLAIN_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
_RESOURCE_NAME = re.compile(r"^[0-9a-f]{16}\.[a-z0-9]{1,8}$")
_MEDIA_TYPE = re.compile(r"^[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}$")


# What cattrs and json raise on what is not of the form; not a fault of this side, whatever the other wrote.
_STRUCTURE_ERRORS = (ValueError, TypeError, KeyError, AttributeError, RecursionError, ForbiddenExtraKeysError)


class AnswerError(ValueError):
    """The answer is missing, or is not what a sound reader gives."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Either an extract or a refusal."""

    extract: Extract | None = None
    refusal: Refusal | None = None
    detail: str = ""


@cache
def _converter() -> cattrs.Converter:
    """Strict both ways: no unknown keys, no text for a number, nothing endless."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _number)
    converter.register_structure_hook(bool, _truth)
    return converter


def _text(value: object, kind: type[str]) -> str:
    """A text, or one of the terms of an enumeration."""
    if type(value) is not str or len(value) > _TEXT_MOST:
        raise AnswerError("a text is not a text, or has no end")
    return value if kind is str else kind(value)


def _truth(value: object, _: type[bool]) -> bool:
    if type(value) is not bool:
        raise AnswerError("a truth is neither true nor false")
    return value


def _number(value: object, _: type[int]) -> int:
    if type(value) is not int or not -(1 << 40) < value < 1 << 40:
        raise AnswerError("a number is not a number, or has no end")
    return value


def encoded_answer(answer: Answer) -> bytes:
    """The answer as it is written."""
    plain = _converter().unstructure(answer)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def read_answer(scratch: Path, limits: ReadLimits) -> Answer:
    """Reads the answer, takes its file away, and checks everything that it names.

    Args:
        scratch: folder that the worker wrote into; no process writes there any more.
        limits: that the reader was given.

    Raises:
        AnswerError: no answer, or one that is not sound.
    """
    data = _contents(scratch, ANSWER_FILE, ANSWER_BYTES)
    try:
        answer = _converter().structure(json.loads(data), Answer)
    except _STRUCTURE_ERRORS as error:
        raise AnswerError(f"not an answer: {type(error).__name__}: {str(error)[:200]}") from error
    (scratch / ANSWER_FILE).unlink()
    if (answer.extract is None) == (answer.refusal is None):
        raise AnswerError("neither an extract nor a refusal")
    if answer.extract is not None:
        _check_extract(answer.extract, scratch, limits)
    return answer


def _check_extract(extract: Extract, scratch: Path, limits: ReadLimits) -> None:
    parts = len(extract.parts)
    _demand(parts <= limits.parts and len(extract.passages) <= limits.passages, "too many parts or passages")
    _demand(len(extract.contents) <= limits.contents, "too many entries of contents")
    _demand(_MEDIA_TYPE.match(extract.media_type) is not None, "media type")
    names = {resource.name for resource in extract.resources}
    _demand(len(names) == len(extract.resources), "two resources of one name")
    _demand(not extract.cover or extract.cover in names, "the cover is not among the resources")
    _check_resources(extract, scratch, limits)
    used = 0
    for number, part in enumerate(extract.parts, 1):
        _demand(part.number == number, "parts are not numbered from 1")
        _demand(not part.style or part.style in names, f"part {number} has a style that is not there")
        _demand(part.characters >= 0 and _is_size(part.width, part.height), f"part {number} has an absurd size")
        _demand(part.page >= 0 and 0 <= part.seconds <= _SECONDS_MOST, f"part {number} has an absurd page or length")
        _demand(
            {part.picture, part.large, part.small} - {""} <= names, f"part {number} has a picture that is not there"
        )
        used += _plain_size(scratch, part.file, limits)
    _demand(used <= limits.unpacked, "the parts are too large together")
    _check_places(extract.contents, extract.passages, parts)
    _demand(len(set(extract.caveats)) == len(extract.caveats), "a caveat is there twice")
    _demand(1 <= extract.start.part <= max(1, parts), "reading starts nowhere")


def _check_resources(extract: Extract, scratch: Path, limits: ReadLimits) -> None:
    used = 0
    for resource in extract.resources:
        _demand(_RESOURCE_NAME.match(resource.name) is not None, "name of a resource")
        _demand(_MEDIA_TYPE.match(resource.media_type) is not None, f"media type of {resource.name}")
        _demand(_is_size(resource.width, resource.height), f"{resource.name} has an absurd size")
        data = _contents(scratch, resource.file, limits.member)
        digest = hashlib.sha256(data).hexdigest()
        _demand(digest[:16] == resource.name.partition(".")[0], f"{resource.name} is not what its name says")
        used += len(data)
    _demand(used <= limits.unpacked, "the resources are too large together")


def _check_places(contents: Iterable[ContentsEntry], passages: Iterable[Passage], parts: int) -> None:
    for entry in contents:
        _demand(1 <= entry.part <= parts and 0 <= entry.depth <= _DEPTH_MOST, "contents lead nowhere")
    for passage in passages:
        _demand(1 <= passage.part <= parts, "a passage stands nowhere")


def _is_size(width: int, height: int) -> bool:
    return 0 <= width <= _SIDE_MOST and 0 <= height <= _SIDE_MOST


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise AnswerError(what)


def _plain_size(scratch: Path, name: str, limits: ReadLimits) -> int:
    """Bytes of a file in the scratch folder, once it is known to be one and to be ours."""
    _demand(_PLAIN_NAME.match(name) is not None and name != ANSWER_FILE, "name of a file")
    try:
        status = (scratch / name).lstat()
    except OSError as error:
        raise AnswerError(f"{name} is not there") from error
    _check_plain(status, name, limits.member)
    return status.st_size


def _contents(scratch: Path, name: str, most: int) -> bytes:
    """Bytes of a plain file in the scratch folder; no link is followed, and no pipe waited for."""
    _demand(_PLAIN_NAME.match(name) is not None, "name of a file")
    try:
        descriptor = os.open(scratch / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise AnswerError(f"{name} is not there, or is a link") from error
    with os.fdopen(descriptor, "rb") as file:
        _check_plain(os.fstat(descriptor), name, most)
        return file.read(most + 1)


def _check_plain(status: os.stat_result, name: str, most: int) -> None:
    """A second name (hard link) could lead to a file that was never the worker's."""
    _demand(stat.S_ISREG(status.st_mode) and status.st_nlink == 1, f"{name} is not a plain file")
    _demand(status.st_size <= most, f"{name} is too large")
