"""Shelves and home tiles as data: the default set, and what stands on a shelf."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class ShelfRule:
    """What stands on a shelf besides what was put there by name; any line that fits is enough.

    Attributes:
        ddc: beginnings of DDC numbers. coverage: places, compared as they are written.
    """

    kinds: tuple[str, ...] = ()
    audience: str = ""
    institutions: tuple[str, ...] = ()
    ddc: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()

    @property
    def is_of_kind(self) -> bool:
        """Whether it asks for kinds and nothing else."""
        return bool(self.kinds) and not (self.audience or self.institutions or self.ddc or self.coverage)

    @classmethod
    def from_json(cls, text: str) -> ShelfRule:
        """The rule as the database keeps it; keys of a later release are passed over."""
        given = json.loads(text)
        lists = {name: tuple(given.get(name, ())) for name in ("kinds", "institutions", "ddc", "coverage")}
        return cls(audience=given.get("audience", ""), **lists)

    def condition(self, shelf: str) -> tuple[str, dict[str, str]]:
        """The rule as an SQL condition over `shown s` and `record r`, with the values of its names."""
        parts, values = ["s.shelf=:shelf"], {"shelf": shelf}

        def bound(value: str) -> str:
            values[name := f"shelf{len(values)}"] = value
            return f":{name}"

        for column, wanted in (
            ("s.kind", self.kinds),
            ("s.institution", self.institutions),
            ("r.coverage", self.coverage),
        ):
            if wanted:
                parts.append(f"{column} IN ({', '.join(bound(value) for value in wanted)})")
        if self.audience:
            parts.append(f"s.audience={bound(self.audience)}")
        parts += [
            "EXISTS (SELECT 1 FROM subject d WHERE d.record=s.record AND d.scheme='ddc' "
            f"AND d.value LIKE {bound(beginning)} || '%')"
            for beginning in self.ddc
        ]
        return f"({' OR '.join(parts)})", values


def default_shelves() -> list[dict[str, Any]]:
    """The default set, as shelves.toml has it."""
    text = files("content.catalogue").joinpath("shelves.toml").read_text("utf-8")
    shelves: list[dict[str, Any]] = tomllib.loads(text)["shelf"]
    return shelves


def put_default_shelves(tx: sqlite3.Connection) -> None:
    """Puts up the default shelves that are not there; those that are stay as they are."""
    for position, shelf in enumerate(default_shelves()):
        texts = [json.dumps(shelf[name], ensure_ascii=False) for name in ("titles", "hints")]
        tx.execute(
            "INSERT OR IGNORE INTO shelf VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                shelf["id"],
                position,
                shelf["tile"],
                *texts,
                shelf["icon"],
                shelf["cloth"],
                shelf["motif"],
                json.dumps(shelf["rule"], ensure_ascii=False),
            ),
        )


def shelf_names(db: sqlite3.Connection, language: str) -> list[tuple[str, str, str]]:
    """Id, title and hint of every shelf, in the language asked for, without counting what stands on it."""
    rows = db.execute("SELECT id, titles, hints FROM shelf ORDER BY tile DESC, position").fetchall()
    texts = [(row["id"], json.loads(row["titles"]), json.loads(row["hints"])) for row in rows]
    return [(id_, titles.get(language, titles["vi"]), hints.get(language, hints["vi"])) for id_, titles, hints in texts]
