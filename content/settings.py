"""Typed settings from TOML: one schema of dataclasses with defaults; an unknown key is an error with "did you mean"."""

from __future__ import annotations

import dataclasses
import difflib
import re
import reprlib
import tomllib
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

import cattrs
from cattrs.errors import BaseValidationError, ClassValidationError, ForbiddenExtraKeysError

from content.errors import ContentError
from content.translations import gettext, marked

Schema = TypeVar("Schema")
KEY_DEPTH = 200
ALIAS = "alias"
"""Key of a dataclass field's metadata: the name it has in TOML where Python has the word for itself (`class`)."""
CHECK = "check"
"""Key of a dataclass field's metadata: a `Check`. It belongs to the schema, so that all faults are found at once."""


@dataclass(frozen=True)
class Problem:
    """A way in which a value does not fit: in English for logs, and as a sentence for people. Both have blanks."""

    english: str
    sentence: str


NO_TOML = Problem("not TOML: %(found)s", marked("dòng %(line)s: không đúng cách viết TOML"))
_WAYS_OF_NO_TOML = (
    ("Invalid value", marked("dòng %(line)s: giá trị viết chưa đúng; chữ thì để trong dấu nháy")),
    ("Expected '='", marked("dòng %(line)s: thiếu dấu = sau tên mục")),
    ("Expected newline or end", marked("dòng %(line)s: thừa chữ ở cuối dòng, hay thiếu dấu nháy")),
    ('Unterminated string|Illegal character|Expected "', marked("dòng %(line)s: thiếu dấu nháy đóng")),
    ("Unclosed|Expected '\\]|Expected '}", marked("dòng %(line)s: thiếu dấu ngoặc đóng")),
    (".*(overwrite|twice|Duplicate|mutate)", marked("dòng %(line)s: mục này đã viết ở trên rồi")),
)
"""What tomllib (CPython 3.11 to 3.13) says, as a pattern of its beginning, and what people are told of it."""
UNKNOWN_KEY = Problem("unknown key; known keys: %(known)s", marked("không có mục này; có: %(known)s"))
MISSPELT_KEY = Problem("unknown key; did you mean %(near)s?", marked("không có mục này; có phải %(near)s không?"))
MISSING_KEY = Problem("missing", marked("còn thiếu"))
UNKNOWN_WORD = Problem("%(found)s is unknown; known words: %(known)s", marked("không có từ %(found)s; có: %(known)s"))
MISSPELT_WORD = Problem(
    "%(found)s is unknown; did you mean %(near)s?", marked("không có từ %(found)s; có phải %(near)s không?")
)
NO_TABLE = Problem("expected a table, found %(found)s", marked("cần một bảng, đang là %(found)s"))
NO_LIST = Problem("expected a list, found %(found)s", marked("cần một danh sách, đang là %(found)s"))
EMPTY = Problem("empty", marked("đang trống"))
OUT_OF_BOUNDS = Problem("not between %(low)s and %(high)s", marked("cần số từ %(low)s đến %(high)s"))
"""The value itself is not said: Python gives one of ten thousand digits no text."""
UNREADABLE = Problem("%(found)s", marked("không đọc được (%(found)s)"))
OTHER = Problem("%(found)s", marked("chưa đúng (%(found)s)"))
WRONG_KIND = {
    str: Problem("expected str, found %(found)s", marked("cần chữ trong dấu nháy, đang là %(found)s")),
    int: Problem("expected int, found %(found)s", marked("cần một số nguyên, đang là %(found)s")),
    float: Problem("expected float, found %(found)s", marked("cần một số, đang là %(found)s")),
    bool: Problem("expected bool, found %(found)s", marked("cần true hoặc false, đang là %(found)s")),
    date: Problem("expected date, found %(found)s", marked("cần ngày dạng 2026-12-31, đang là %(found)s")),
}


@dataclass(frozen=True)
class Fault:
    """One thing in a text that does not fit.

    Attributes:
        place: `section.key`, or "" for the text as a whole. blanks: what fills those of the problem.
    """

    place: str
    problem: Problem
    blanks: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_unknown_key(self) -> bool:
        """Whether it is a key that the schema does not have."""
        return self.problem in (UNKNOWN_KEY, MISSPELT_KEY)

    def __str__(self) -> str:
        """In English, for logs."""
        return self._placed(self.problem.english % self.blanks)

    def said(self) -> str:
        """In the language that is spoken."""
        return self._placed(gettext(self.problem.sentence) % self.blanks)

    def _placed(self, words: str) -> str:
        return f"{self.place}: {words}" if self.place else words


Check: TypeAlias = Callable[[Any], Fault | None]
"""What is wrong with a value that is of the right type, or None; the fault does not know its place."""


def between(low: int, high: int) -> Check:
    """A check that a number is not outside its bounds."""
    return lambda value: None if low <= value <= high else Fault("", OUT_OF_BOUNDS, {"low": low, "high": high})


class SettingsError(ContentError):
    """A TOML text does not fit its schema.

    Args:
        faults: each thing that does not fit.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class _MisfitError(ValueError):
    """A value does not fit; a fault that does not know its place yet."""

    def __init__(self, problem: Problem, **blanks: object) -> None:
        super().__init__(problem.english % blanks)
        self.problem = problem
        self.blanks = blanks


def load(schema: type[Schema], text: str) -> Schema:
    """Reads a TOML text into a schema.

    Args:
        schema: a dataclass; fields are text, whole numbers, booleans, dates, StrEnums, tuples of these, dataclasses.

    Raises:
        SettingsError: it is no TOML, has unknown keys, or values that do not fit.
    """
    return structure(schema, parse(text))


def parse(text: str) -> dict[str, Any]:
    """Reads a TOML text as plain data.

    Raises:
        SettingsError: it is no TOML.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        # The time that tomllib takes grows with the square of a key's depth.
        if line.split("=", 1)[0].count(".") > KEY_DEPTH:
            raise _no_toml(f"a key with more than {KEY_DEPTH} dots (at line {number})", text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of more digits than Python reads
        raise _no_toml(str(error), text) from error


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
        raise SettingsError((_fault("", error),)) from error


def known(schema: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data without the keys that a schema does not know, in the tables within it too."""
    wanted = {_toml_name(schema, name): kind for name, kind in typing.get_type_hints(schema).items()}
    return {name: _known_within(wanted[name], value) for name, value in data.items() if name in wanted}


def _known_within(kind: Any, value: Any) -> Any:  # noqa: ANN401 any annotation and what TOML gives for it
    schema = next((one for one in (kind, *typing.get_args(kind)) if dataclasses.is_dataclass(one)), None)
    if schema and isinstance(value, list):
        return [_known_within(schema, one) for one in value]
    return known(typing.cast("type", schema), value) if schema and isinstance(value, dict) else value


def _no_toml(found: str, text: str) -> SettingsError:
    at = re.search(r"\(at line ([0-9]+)", found)
    line = int(at[1]) if at else len(text.rstrip().splitlines())  # else it is the end of the text that is wrong
    told = next((told for pattern, told in _WAYS_OF_NO_TOML if re.match(pattern, found)), NO_TOML.sentence)
    return SettingsError((Fault("", Problem(NO_TOML.english, told), {"found": found, "line": line}),))


def _fault(place: str, error: BaseException) -> Fault:
    if isinstance(error, _MisfitError):
        return Fault(place, error.problem, error.blanks)
    return Fault(place, MISSING_KEY) if isinstance(error, KeyError) else Fault(place, OTHER, {"found": error})


def _plain(*kinds: type) -> Any:  # noqa: ANN401 a cattrs hook
    """A hook that takes a value only as TOML gives it: cattrs itself would turn 1 into "1" and "1" into 1."""

    def check(value: object, _: object) -> object:
        if type(value) not in kinds:
            raise _MisfitError(WRONG_KIND[kinds[0]], found=reprlib.repr(value))
        return value

    return check


def _structure_class(schema: type) -> Any:  # noqa: ANN401 a cattrs hook
    special = {
        field.name: cattrs.gen.override(
            rename=field.metadata.get(ALIAS),
            struct_hook=_checking(field.metadata[CHECK]) if CHECK in field.metadata else None,
        )
        for field in dataclasses.fields(schema)
    }
    inner: Any = cattrs.gen.make_dict_structure_fn(schema, _CONVERTER, **special)  # type: ignore[arg-type]

    def check(value: object, wanted: Any) -> object:  # noqa: ANN401 a cattrs hook
        if not isinstance(value, dict):
            raise _MisfitError(NO_TABLE, found=reprlib.repr(value))
        return inner(value, wanted)

    return check


def _checking(check: Check) -> Callable[[Any, Any], Any]:
    """A hook that structures a value as its type wants it, then checks it."""

    def hook(value: Any, wanted: Any) -> Any:  # noqa: ANN401 a cattrs hook
        made = _CONVERTER.structure(value, wanted)
        fault = check(made)
        if fault:
            raise _MisfitError(fault.problem, **fault.blanks)
        return made

    return hook


def _text_or_word(value: object, wanted: type) -> object:
    return _word(value, wanted) if issubclass(wanted, StrEnum) else _plain(str)(value, wanted)


def _word(value: object, wanted: type[StrEnum]) -> StrEnum:
    """A hook for closed lists of words; it says which words there are."""
    words = [word.value for word in wanted]
    if type(value) is str and value in words:
        return wanted(value)
    near = difflib.get_close_matches(value, words, n=1) if type(value) is str else []
    if near:
        raise _MisfitError(MISSPELT_WORD, found=reprlib.repr(value), near=near[0])
    raise _MisfitError(UNKNOWN_WORD, found=reprlib.repr(value), known=", ".join(words))


def _structure_tuple(wanted: Any) -> Any:  # noqa: ANN401 a cattrs hook
    member = typing.get_args(wanted)[0]

    def check(value: object, _: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _MisfitError(NO_LIST, found=reprlib.repr(value))
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


def _faults(error: BaseValidationError, where: str) -> list[Fault]:
    found: list[Fault] = []
    plain = error.group_exceptions() if isinstance(error, ClassValidationError) else None
    noted = plain[0] if plain else error.group_exceptions()[0]  # type: ignore[attr-defined]
    for exception, note in noted:
        name = getattr(note, "name", None)
        if isinstance(error, ClassValidationError):
            name = _toml_name(error.cl, str(name))
        place = f"{where}.{name}" if where and name else str(name if name is not None else where)
        found += _faults(exception, place) if isinstance(exception, BaseValidationError) else [_fault(place, exception)]
    for exception in plain[1] if plain else ():
        found += (
            _unknown(exception, where) if isinstance(exception, ForbiddenExtraKeysError) else [_fault(where, exception)]
        )
    return found


def _unknown(error: ForbiddenExtraKeysError, where: str) -> list[Fault]:
    known = [_toml_name(error.cl, field.name) for field in dataclasses.fields(error.cl)]
    found = []
    for key in sorted(error.extra_fields):
        place = f"{where}.{key}" if where else key
        near = difflib.get_close_matches(key, known, n=1)
        if near:
            found.append(Fault(place, MISSPELT_KEY, {"near": near[0]}))
        else:
            found.append(Fault(place, UNKNOWN_KEY, {"known": ", ".join(known)}))
    return found


def _toml_name(schema: type, name: str) -> str:
    return next((str(f.metadata.get(ALIAS, name)) for f in dataclasses.fields(schema) if f.name == name), name)


_CONVERTER = _make_converter()
