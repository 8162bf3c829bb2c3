"""What an export of ours says of a record in field 887, and how far that counts beside the standard fields."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from typing import Any, Final

from content.formats.marc._record import MarcRecord
from content.text import normalise

OWN_SOURCE: Final = "tusach"
"""Of field 887: what an export of ours said of the record in the words of a sidecar."""
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_YEAR: Final = re.compile(r"\d{4}")


def exported(record: MarcRecord) -> dict[str, Any]:
    """What an export of ours said of the record in the words of a sidecar; it is checked as any list is."""
    for one in record.tagged("887"):
        if one.first("2") == OWN_SOURCE:
            with suppress(ValueError, RecursionError):
                found = json.loads(one.first("a"))
                return found if isinstance(found, dict) else {}
    return {}


def restored(said: dict[str, Any], exported: dict[str, Any]) -> dict[str, Any]:
    """What the standard fields say, as exactly as it was exported; where the two differ the fields are right."""
    found = dict(said)
    for key, value in exported.items():
        if key == "copies" and key in said:
            found[key] = value if _counted(said[key]) == _counted(value) else said[key]
        elif key == "identifiers" and key in said:
            # A number that is none by its digits has no field; the others have.
            is_whole = {_bare(one) for one in said[key]} <= {_bare(str(one)) for one in _items(value)}
            found[key] = value if is_whole else said[key]
        elif key not in said or _is_same(said[key], value):
            found[key] = value
        elif isinstance(value, dict) and isinstance(said[key], dict):
            found[key] = restored(said[key], value)
    return found


def _is_same(said: Any, exported: Any) -> bool:  # noqa: ANN401 JSON
    """Whether two values differ in what MARC does not keep alone: signs at the ends, the day of a year."""
    if isinstance(said, list) and isinstance(exported, list):
        # Fields have neither the same twice nor what is signs alone.
        return list(dict.fromkeys(filter(None, map(_plain, said)))) == list(
            dict.fromkeys(filter(None, map(_plain, exported)))
        )
    if isinstance(said, dict) and isinstance(exported, dict):
        return said.keys() == exported.keys() and all(_is_same(said[key], exported[key]) for key in said)
    if isinstance(said, str) and isinstance(exported, str):
        is_date = _YEAR.fullmatch(said) and _DATE.fullmatch(exported)
        return _bare(said) == _bare(exported) or bool(is_date and exported.startswith(said))
    return bool(said == exported)


def _counted(copies: Any) -> Counter[tuple[str, ...]]:  # noqa: ANN401 JSON
    """How many copies stand where, as far as that is said soundly."""
    counted: Counter[tuple[str, ...]] = Counter()
    for one in _items(copies):
        if isinstance(one, dict) and isinstance(one.get("copies"), int):
            place = tuple(_bare(str(one.get(key, ""))) for key in ("holder", "cupboard", "call_number"))
            counted[place] += one["copies"] if any(place) else 0
    return counted


def _plain(value: Any) -> str:  # noqa: ANN401 JSON
    return _bare(str(value))


def _items(value: Any) -> list[Any]:  # noqa: ANN401 JSON
    return value if isinstance(value, list) else []


def _bare(text: str) -> str:
    return "".join(sign for sign in normalise(text) if sign.isalnum()).casefold()
