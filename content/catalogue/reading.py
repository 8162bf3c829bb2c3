"""Reading the catalogue: only what is visible, on a date that has certainly come.

Visible is a record whose pack version is active, that staff have not hidden, and whose right has not ended.
What a page shows is asked for through `VISIBLE`; only `was_held` looks past it, to tell "gone" from "unknown".
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from content.addresses import Facet
from content.catalogue.headings import contents_with
from content.catalogue.likeness import moved_into
from content.catalogue.narrowing import condition_of, facet_values
from content.catalogue.openness import TO_TAKE_HOME
from content.catalogue.overlay import overlay_of
from content.catalogue.parts import FIRST_MANNER, QUERY, SECONDS, part_of
from content.catalogue.rows import entry_of, passage_of, record_of, resource_of
from content.catalogue.shelves import ShelfRule
from content.catalogue.shown import Cover, Entry, Extent, FacetValue, Listing, Shelf, Shown, Wanted
from content.catalogue.visible import VISIBLE, is_seen, may_be_seen
from content.catalogue.writing import LOCAL_PACK
from content.records import (
    ContentsEntry,
    Issue,
    Item,
    Kind,
    Manner,
    Part,
    Passage,
    RecordId,
    Resource,
    Start,
)

_ON_LISTS = f"""{VISIBLE} AND (s.part_of = '' OR s.part_of NOT IN (
   SELECT p.id FROM shown p JOIN record pr ON pr.key = p.record JOIN pack_version pv ON pv.id = pr.pack_version
   WHERE p.id IN (SELECT part_of FROM shown WHERE part_of <> '') AND {may_be_seen("pr", "pv")}))"""
"""Issues stand under their periodical; where that is not in force, on the lists. Staff who hide a periodical want its
issues off the lists as well."""
_ENTRY_COLUMNS = f"""
s.record AS key, s.id, s.kind, s.title, s.creators, s.language, s.issued, s.audience, s.parts, s.featured, r.cover,
(SELECT width || 'x' || height FROM resource x WHERE x.record = s.record AND x.name = r.cover) AS cover_size,
{FIRST_MANNER} AS manner, {SECONDS} AS seconds,
(SELECT max(issued) FROM (
   SELECT issued FROM issue i WHERE i.record = s.record
   UNION ALL SELECT c.issued FROM shown c JOIN record cr ON cr.key = c.record
     JOIN pack_version cv ON cv.id = cr.pack_version
     WHERE c.part_of = s.id AND c.part_of <> '' AND {is_seen("c", "cr", "cv")})) AS latest
"""


class Catalogue:
    """What can be seen on one date.

    Args:
        connection: read-only, of `Library.read()`.
        today: the date in Việt Nam that has certainly come (`TrustedNow.today`).
    """

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self.connection = self._db = connection
        self.today = today
        self._today = today.isoformat()

    def shown(self, record: RecordId | str) -> Shown | None:
        """A record as it is shown, or None when it is not visible."""
        row = self._db.execute(
            f"SELECT r.*, s.parts, v.pack {VISIBLE} AND s.id = :id LIMIT 1", {"today": self._today, "id": record}
        ).fetchone()
        if row is None:
            return None
        cover = self.resource(record, row["cover"]) if row["cover"] else None
        contents = self._db.execute("SELECT count(*) FROM contents WHERE record=?", (row["key"],)).fetchone()[0]
        return Shown(
            record=record_of(self._db, row, overlay_of(self._db, record), self.issues(record)),
            cover=Cover(name=cover.name, width=cover.width, height=cover.height) if cover else Cover(),
            parts=row["parts"],
            added_at=row["added_at"] if row["clock"] == "trusted" else "",
            own=row["pack"] == LOCAL_PACK,
            revision=row["revision"],
            contents=contents,
            start=Start(part=row["start_part"], place=row["start_place"]),
        )

    def was_held(self, record: RecordId | str) -> bool:
        """Whether a record that is not visible was here once, or is only hidden."""
        query = (
            "SELECT 1 FROM withdrawn WHERE record_id=:id UNION "
            "SELECT 1 FROM record r JOIN pack_version v ON v.id=r.pack_version WHERE r.id=:id AND v.state<>'staged'"
        )
        return self._db.execute(query, {"id": record}).fetchone() is not None

    def moved_into(self, record: RecordId | str) -> Shown | None:
        """The visible record that one went up in, None where it did not."""
        into = moved_into(self._db, record)
        return self.shown(into) if into else None

    def parts(self, record: RecordId | str, *, first: int = 1, most: int = -1) -> tuple[Part, ...]:
        """Parts in reading order.

        Args:
            first: number of the first. most: how many, -1 for all from there on.
        """
        query = f"{QUERY} AND p.number >= :first ORDER BY p.number LIMIT :most"
        return tuple(part_of(self._db, row) for row in self._of(record, query, first=first, most=most))

    def extent(self, record: RecordId | str) -> Extent:
        """How much there is of a record."""
        query = (
            f"SELECT {FIRST_MANNER} AS manner, {SECONDS} AS seconds, "
            "(SELECT sum(p.characters) FROM part p WHERE p.record = s.record) AS characters "
            "FROM shown s WHERE s.record = :key"
        )
        rows = self._of(record, query)
        if not rows:
            return Extent()
        manner, seconds, characters = rows[0]
        return Extent(manner=Manner(manner or Manner.TEXT), seconds=seconds or 0, characters=characters or 0)

    def part(self, record: RecordId | str, number: int) -> Part | None:
        """One part, or None when there is none of this number."""
        rows = self._of(record, f"{QUERY} AND p.number=:number", number=number)
        return part_of(self._db, rows[0]) if rows else None

    def contents(self, record: RecordId | str) -> tuple[ContentsEntry, ...]:
        """The table of contents, in order."""
        rows = self._of(record, "SELECT * FROM contents WHERE record=:key ORDER BY position")
        return tuple(
            ContentsEntry(depth=row["depth"], title=row["title"], part=row["part"], place=row["place"]) for row in rows
        )

    def resource(self, record: RecordId | str, name: str) -> Resource | None:
        """A picture, font or style by its name."""
        rows = self._of(record, "SELECT * FROM resource WHERE record=:key AND name=:name", name=name)
        return resource_of(rows[0]) if rows else None

    def item(self, record: RecordId | str, name: str) -> Item | None:
        """An original file by its name."""
        rows = self._of(record, "SELECT * FROM item WHERE record=:key AND name=:name", name=name)
        return next(
            (
                Item(sha256=row["sha256"], size=row["size"], media_type=row["media_type"], name=row["name"])
                for row in rows
            ),
            None,
        )

    def passages(self, record: RecordId | str) -> tuple[Passage, ...]:
        """Everything the record says, in reading order."""
        rows = self._of(record, "SELECT * FROM passage WHERE record=:key ORDER BY number")
        return tuple(map(passage_of, rows))

    def issues(self, record: RecordId | str) -> tuple[Issue, ...]:
        """Issues of a periodical, newest first; those that can be read here have their record."""
        printed = self._of(record, "SELECT issued, label FROM issue WHERE record=:key")
        readable = self._db.execute(
            f"SELECT s.issued, s.title AS label, s.id, s.kind {VISIBLE} AND s.part_of = :id AND s.part_of <> ''",
            {"today": self._today, "id": record},
        ).fetchall()
        found = [Issue(issued=row["issued"], label=row["label"]) for row in printed]
        found += [
            Issue(issued=row["issued"], label=row["label"], record=row["id"], kind=Kind(row["kind"]))
            for row in readable
        ]
        return tuple(sorted(found, key=lambda issue: (issue.issued, issue.label), reverse=True))

    def listing(self, wanted: Wanted, *, page: int, size: int) -> Listing:
        """One page of a list.

        Args:
            page: from 1; one past the end gives no entries. size: entries a page.
        """
        condition, values = condition_of(self._db, wanted)
        source = f"{_ON_LISTS} AND {condition}"
        order = (
            "coalesce(r.arrival, r.key) DESC" if wanted.newest or wanted.featured else "s.pinned DESC, s.sort_key, s.id"
        )
        bound = {"today": self._today, **values}
        total = self._db.execute(f"SELECT count(*) {source}", bound).fetchone()[0]
        rows = self._db.execute(
            f"SELECT {_ENTRY_COLUMNS} {source} ORDER BY {order} LIMIT :size OFFSET :before",
            {**bound, "size": size, "before": (page - 1) * size},
        )
        return Listing(entries=tuple(entry_of(self._db, row) for row in rows), total=total, page=page, size=size)

    def entries(self, keys: list[int]) -> tuple[Entry, ...]:
        """Entries by the keys of their rows in `shown`, in the order given."""
        rows = self._db.execute(
            f"SELECT {_ENTRY_COLUMNS} {VISIBLE} AND s.record IN (SELECT value FROM json_each(:keys))",
            {"today": self._today, "keys": json.dumps(keys)},
        ).fetchall()
        by_key = {row["key"]: entry_of(self._db, row) for row in rows}
        return tuple(by_key[key] for key in keys if key in by_key)

    def to_take_home(self, keys: Sequence[int]) -> list[int]:
        """Of rows in `shown` those with a file that a reader may take home, in the order given."""
        rows = self._db.execute(
            f"SELECT s.record {VISIBLE} AND {TO_TAKE_HOME} AND s.record IN (SELECT value FROM json_each(:keys))",
            {"today": self._today, "keys": json.dumps(list(keys))},
        )
        kept = {row[0] for row in rows}
        return [key for key in keys if key in kept]

    def all_ids(self) -> list[RecordId]:
        """Ids of every visible record, periodicals' issues included, in Vietnamese order of title."""
        rows = self._db.execute(f"SELECT s.id {VISIBLE} ORDER BY s.sort_key, s.id", {"today": self._today})
        return [RecordId(row["id"]) for row in rows]

    def arrivals(self) -> list[tuple[RecordId, Kind, int]]:
        """Id, kind and number of parts of every visible record, periodicals' issues included, the newest first."""
        rows = self._db.execute(
            f"SELECT s.id, s.kind, s.parts {VISIBLE} ORDER BY coalesce(r.arrival, r.key) DESC", {"today": self._today}
        )
        return [(RecordId(row["id"]), Kind(row["kind"]), row["parts"]) for row in rows]

    def titles(self) -> list[tuple[int, str]]:
        """Key and folded words of every visible record, periodicals' issues included."""
        rows = self._db.execute(f"SELECT s.record, s.folded {VISIBLE} ORDER BY s.sort_key", {"today": self._today})
        return [(row[0], row[1]) for row in rows]

    def contents_with(
        self, words: Sequence[str], marked: Sequence[str] = (), *, most: int
    ) -> Iterator[tuple[int, list[ContentsEntry]]]:
        """Key and contents of records with a line of contents that has every folded word, the nearest first.

        Args:
            marked: words with marks that stand somewhere in the contents. most: how many records are read at most.
        """
        return contents_with(self._db, words, marked, self._today, most=most)

    def shelves(self, language: str) -> tuple[Shelf, ...]:
        """Shelves that hold something, in order; tiles first."""
        rows = self._db.execute("SELECT * FROM shelf ORDER BY tile DESC, position")
        found = [self._shelf(row, language) for row in rows.fetchall()]
        return tuple(shelf for shelf in found if shelf.count)

    def shelf(self, shelf: str, language: str) -> Shelf | None:
        """One shelf, also when it is empty, or None."""
        row = self._db.execute("SELECT * FROM shelf WHERE id=?", (shelf,)).fetchone()
        return self._shelf(row, language) if row else None

    def facet(self, facet: Facet, *, to_take_home: bool = False) -> tuple[FacetValue, ...]:
        """The values of a facet with their counts; subjects in Vietnamese order, others most first.

        Args:
            to_take_home: counts only what a reader may take home.
        """
        on_lists = f"{_ON_LISTS} AND {TO_TAKE_HOME}" if to_take_home else _ON_LISTS
        return facet_values(self._db, facet, on_lists, {"today": self._today})

    def _shelf(self, row: sqlite3.Row, language: str) -> Shelf:
        rule = ShelfRule.from_json(row["rule"])
        condition, values = rule.condition(row["id"])
        count = self._db.execute(
            f"SELECT count(*) {_ON_LISTS} AND {condition}", {"today": self._today, **values}
        ).fetchone()[0]
        titles, hints = json.loads(row["titles"]), json.loads(row["hints"])
        return Shelf(
            id=row["id"],
            title=titles.get(language, titles["vi"]),
            hint=hints.get(language, hints["vi"]),
            icon=row["icon"],
            cloth=row["cloth"],
            motif=row["motif"],
            tile=bool(row["tile"]),
            count=count,
            kinds=tuple(Kind(kind) for kind in rule.kinds if kind in set(Kind)) if rule.is_of_kind else (),
        )

    def _of(self, record: RecordId | str, query: str, **values: object) -> list[sqlite3.Row]:
        """Rows that belong to the visible version of a record; the query names its key as :key."""
        row = self._db.execute(
            f"SELECT s.record {VISIBLE} AND s.id = :id LIMIT 1", {"today": self._today, "id": record}
        ).fetchone()
        return self._db.execute(query, {"key": row[0], **values}).fetchall() if row else []
