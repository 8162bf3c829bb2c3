"""What a row says, gathered into the keys of a sidecar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from content.formats.listing.column import Column
from content.formats.listing.values import UNKNOWN_PERSON, Value

_IDENTIFIERS: Final = "identifiers"
_NEEDED: Final = {"copies": "holder", "issues": "issued"}
"""What every one of a group must say."""


@dataclass(frozen=True)
class Misfit:
    """Values of a column that do not belong to as many things as those of its neighbours."""

    column: Column
    found: str


class Said:
    """Gathers values by key.

    Attributes:
        tree: the keys and values as in a sidecar.
    """

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}
        self._columns: dict[str, str] = {}
        self._grouped: dict[str, list[tuple[Column, Sequence[Value], str]]] = {}

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """For each key that was said, the column that said it."""
        return tuple(self._columns.items())

    def has(self, key: str) -> bool:
        """Whether something was said of a key at the top."""
        return key in self.tree

    def say(self, column: Column, value: Value, name: str) -> None:
        """Takes the one value of a column.

        Args:
            column: whose it is. name: what the sheet calls it.
        """
        *tables, key = column.key.split(".")
        place = self.tree
        for table in tables:
            place = place.setdefault(table, {})
        place[key] = "" if column.key == "recording.person" and value == UNKNOWN_PERSON else value
        self._columns.setdefault(column.key, name)

    def say_several(self, column: Column, values: Sequence[Value], name: str) -> None:
        """Takes several values of a column, blank ones too: in a group each belongs to the thing of its number.

        Args:
            column: whose they are. name: what the sheet calls it.
        """
        if column.group:
            self._grouped.setdefault(column.group, []).append((column, values, name))
            return
        kept = [value for value in values if value != ""]
        table, _, key = column.key.partition(".")
        if not kept:
            return
        if table == _IDENTIFIERS:
            kept = [f"{key}:{value}" if key else value for value in kept]
            held = self.tree.setdefault(_IDENTIFIERS, [])
            for place in range(len(held), len(held) + len(kept)):
                self._columns[f"{_IDENTIFIERS}.{place}"] = name
            self._columns.setdefault(_IDENTIFIERS, name)
        else:
            held = (self.tree.setdefault(table, {}) if key else self.tree).setdefault(key or table, [])
            self._columns.setdefault(column.key, name)
        held += [value for value in kept if value not in held]

    def close(self) -> Iterator[Misfit]:
        """Puts the groups together, when all of the row was said.

        Yields:
            Columns whose values cannot be given to the things they belong to; they are left out.
        """
        for group, said in self._grouped.items():
            most = max(len(values) for _, values, _ in said)
            things: list[dict[str, Any]] = [{} for _ in range(most)]
            for column, values, name in said:
                if len(values) not in (1, most):
                    yield Misfit(column, "; ".join(map(str, values)))
                    continue
                key = column.key.partition(".")[2]
                for number, thing in enumerate(things):
                    value = values[number if len(values) > 1 else 0]
                    if value == "":
                        continue
                    thing[key] = value
                    self._columns[f"{group}.{number}.{key}"] = name
            needed = _NEEDED[group]
            if group == "copies":
                for thing in things:
                    thing.setdefault(needed, "")
            kept = [thing for thing in things if needed in thing and any(value != "" for value in thing.values())]
            if kept:
                self.tree[group] = kept
