"""Guards settings from TOML: values only as they are written, faults named by key, no text hangs the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.settings import ALIAS, SettingsError, known, load, parse, structure


class Colour(StrEnum):
    """A closed list of words."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class Inner:
    """A table inside."""

    name: str
    kind: str = field(default="", metadata={ALIAS: "class"})


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Every type a field may have."""

    number: int = 0
    share: float = 0.0
    flag: bool = False
    text: str = ""
    day: date | None = None
    colour: Colour = Colour.RED
    words: tuple[str, ...] = ()
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load(Schema, text)
    return tuple(map(str, caught.value.faults))


def test_every_type_is_read_as_it_is_written() -> None:
    text = (
        'number = 3\nshare = 1\nflag = true\ntext = "chữ"\nday = 2026-11-20\ncolour = "green"\nwords = ["a", "b"]\n'
        '[inner]\nname = "x"\nclass = "y"\n[[many]]\nname = "z"\n'
    )
    assert load(Schema, text) == Schema(
        number=3,
        share=1,
        flag=True,
        text="chữ",
        day=date(2026, 11, 20),
        colour=Colour.GREEN,
        words=("a", "b"),
        inner=Inner(name="x", kind="y"),
        many=(Inner(name="z"),),
    )


def test_nothing_written_means_the_defaults() -> None:
    assert load(Schema, "") == Schema()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("numbr = 1", "numbr: unknown key; did you mean number?"),
        ("zzz = 1", "zzz: unknown key; known keys: number, share"),
        ('[inner]\nname = "x"\nclas = "y"', "inner.clas: unknown key; did you mean class?"),
        ('[inner]\nname = "x"\nkind = "y"', "inner.kind: unknown key"),
        ("[inner]\nclass = 3\nname = ''", "inner.class: expected str, found 3"),
        ('number = "3"', "number: expected int, found '3'"),
        ("number = true", "number: expected int, found True"),
        ("number = 1.0", "number: expected int, found 1.0"),
        ("flag = 1", "flag: expected bool, found 1"),
        ("text = 1", "text: expected str, found 1"),
        ('day = "2026-11-20"', "day: expected date"),
        ("day = 2026-11-20T08:00:00", "day: expected date"),
        ('colour = "gren"', "colour: 'gren' is unknown; did you mean green?"),
        ('colour = "zzz"', "known words: red, green"),
        ("colour = 1", "colour: 1 is unknown"),
        ('words = "a"', "words: expected a list"),
        ("words = [1]", "expected str, found 1"),
        ("inner = 1", "inner: expected a table"),
        ("many = [1]", "expected a table"),
    ],
)
def test_fault_is_named_with_its_key(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert fault in found


def test_missing_key_is_named() -> None:
    assert "name" in faults("[inner]\n")[0]


@pytest.mark.parametrize("text", [f"number = {'9' * 9_000}", f"text = 0x{'f' * 9_000}", f"list = [0x{'f' * 9_000}]"])
def test_number_of_very_many_digits_is_a_fault_like_others(text: str) -> None:
    assert faults(text)


def test_all_faults_come_at_once() -> None:
    assert len(faults("numbr = 1\ntext = 1\n[inner]\nname = 1\nzzz = 2\n")) == 4


def test_what_a_schema_does_not_know_can_be_left_out() -> None:
    data = parse(
        "number = 1\nzzz = 2\n[inner]\nname = 'a'\nclass = 'b'\nyyy = {name = 1}\n"
        "[xxx]\nname = 'c'\n[[many]]\nname = 'd'\nwww = 3\n"
    )
    left = {"number": 1, "inner": {"name": "a", "class": "b"}, "many": [{"name": "d"}]}
    assert known(Schema, data) == left
    assert structure(Schema, left) == structure(Schema, known(Schema, data))
    assert known(Schema, {"inner": 1, "many": ["x"]}) == {"inner": 1, "many": ["x"]}


HOPELESS = ["= 1", "a = ", "a = 1\na = 2", "[", "a = " + "[" * 9_000, "a" + ".a" * 90_000 + " = 1"]
KEYS = st.sampled_from(["number", "text", "colour", "words", "inner", "many", "other"])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize("text", HOPELESS, ids=lambda text: text[:10])
def test_what_is_no_toml_says_so(text: str) -> None:
    assert faults(text)[0].startswith("not TOML")


def test_fault_quotes_only_a_little_of_a_long_value() -> None:
    assert len(faults(f'number = "{"x" * 100_000}"')[0]) < 200


@given(st.dictionaries(KEYS, PLAIN) | PLAIN)
def test_any_plain_data_fits_or_is_refused_by_name(data: object) -> None:
    try:
        found: object = structure(Schema, data)  # type: ignore[arg-type]
    except SettingsError as error:
        found = error.faults
    assert found
