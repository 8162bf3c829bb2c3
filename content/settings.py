"""Typed settings from TOML: one schema of dataclasses with defaults; an unknown key is an error with "did you mean"."""

from __future__ import annotations

import dataclasses
import difflib
import reprlib
import tomllib
import typing
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import cattrs
from cattrs.errors import BaseValidationError, ClassValidationError, ForbiddenExtraKeysError

from content.errors import ContentError

Schema = TypeVar("Schema")
KEY_DEPTH = 200
ALIAS = "alias"
"""Key of a dataclass field's metadata: the name it has in TOML where Python has the word for itself (`class`)."""


class SettingsError(ContentError):
    """A TOML text does not fit its schema.

    Args:
        faults: one English line for each, `section.key: what is wrong`.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def load(schema: type[Schema], text: str) -> Schema:
    """Reads a TOML text into a schema.

    Args:
        schema: a dataclass; fields are text, whole numbers, booleans, dates, StrEnums, tuples of these, dataclasses.

    Raises:
        SettingsError: it is no TOML, has unknown keys, or values of the wrong type.
    """
    if any(line.split("=", 1)[0].count(".") > KEY_DEPTH for line in text.splitlines()):
        # The time that tomllib takes grows with the square of a key's depth.
        raise SettingsError((f"not TOML for us: a key with more than {KEY_DEPTH} dots",))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError((f"not TOML: {error}",)) from error
    return structure(schema, data)


def structure(schema: type[Schema], data: dict[str, Any]) -> Schema:
    """Fits plain data, as TOML or JSON gives it, into a schema.

    Raises:
        SettingsError: it does not fit.
    """
    try:
        return _CONVERTER.structure(data, schema)
    except BaseValidationError as error:
        raise SettingsError(tuple(_faults(error, ""))) from error
    except (TypeError, ValueError) as error:
        raise SettingsError((str(error),)) from error


def _plain(*kinds: type) -> Any:  # noqa: ANN401 a cattrs hook
    """A hook that takes a value only as TOML gives it: cattrs itself would turn 1 into "1" and "1" into 1."""

    def check(value: object, _: object) -> object:
        if type(value) not in kinds:
            raise TypeError(f"expected {kinds[0].__name__}, found {reprlib.repr(value)}")
        return value

    return check


def _structure_class(schema: type) -> Any:  # noqa: ANN401 a cattrs hook
    renamed = {
        field.name: cattrs.gen.override(rename=field.metadata[ALIAS])
        for field in dataclasses.fields(schema)
        if ALIAS in field.metadata
    }
    inner: Any = cattrs.gen.make_dict_structure_fn(schema, _CONVERTER, **renamed)  # type: ignore[arg-type]

    def check(value: object, wanted: Any) -> object:  # noqa: ANN401 a cattrs hook
        if not isinstance(value, dict):
            raise TypeError(f"expected a table, found {reprlib.repr(value)}")
        return inner(value, wanted)

    return check


def _text_or_word(value: object, wanted: type) -> object:
    return _word(value, wanted) if issubclass(wanted, StrEnum) else _plain(str)(value, wanted)


def _word(value: object, wanted: type[StrEnum]) -> StrEnum:
    """A hook for closed lists of words; it says which words there are."""
    words = [word.value for word in wanted]
    if type(value) is str and value in words:
        return wanted(value)
    near = difflib.get_close_matches(value, words, n=1) if type(value) is str else []
    hint = f"did you mean {near[0]}?" if near else f"known words: {', '.join(words)}"
    raise ValueError(f"{reprlib.repr(value)} is unknown; {hint}")


def _structure_tuple(wanted: Any) -> Any:  # noqa: ANN401 a cattrs hook
    member = typing.get_args(wanted)[0]

    def check(value: object, _: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, found {reprlib.repr(value)}")
        return tuple(_CONVERTER.structure(list(value), list[member]))  # type: ignore[valid-type]

    return check


def _is_tuple(wanted: Any) -> bool:  # noqa: ANN401 any annotation
    origin: object = typing.get_origin(wanted)
    return origin is tuple


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in (int, bool, date):
        converter.register_structure_hook(kind, _plain(kind))
    converter.register_structure_hook(float, _plain(float, int))
    converter.register_structure_hook(str, _text_or_word)
    converter.register_structure_hook_factory(_is_tuple, _structure_tuple)
    converter.register_structure_hook_factory(dataclasses.is_dataclass, _structure_class)
    return converter


def _faults(error: BaseValidationError, where: str) -> list[str]:
    found: list[str] = []
    plain = error.group_exceptions() if isinstance(error, ClassValidationError) else None
    noted = plain[0] if plain else error.group_exceptions()[0]  # type: ignore[attr-defined]
    for exception, note in noted:
        name = getattr(note, "name", None)
        if isinstance(error, ClassValidationError):
            name = _toml_name(error.cl, str(name))
        place = f"{where}.{name}" if where and name else str(name if name is not None else where)
        found += _faults(exception, place) if isinstance(exception, BaseValidationError) else [f"{place}: {exception}"]
    for exception in plain[1] if plain else ():
        found += (
            _unknown(exception, where) if isinstance(exception, ForbiddenExtraKeysError) else [f"{where}: {exception}"]
        )
    return found


def _unknown(error: ForbiddenExtraKeysError, where: str) -> list[str]:
    known = [_toml_name(error.cl, field.name) for field in dataclasses.fields(error.cl)]
    lines = []
    for key in sorted(error.extra_fields):
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(known)}"
        lines.append(f"{f'{where}.' if where else ''}{key}: unknown key; {hint}")
    return lines


def _toml_name(schema: type, name: str) -> str:
    return next((str(f.metadata.get(ALIAS, name)) for f in dataclasses.fields(schema) if f.name == name), name)


_CONVERTER = _make_converter()
