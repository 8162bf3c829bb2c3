"""Rules that the rows keep beyond what the schema can say; a check asks for what breaks them."""

from __future__ import annotations

import sqlite3


def broken_rules(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the rows of the catalogue, one English line each; empty when all is well.

    Raises:
        sqlite3.DatabaseError: the database cannot even be read.
    """
    without_row = "SELECT r.id FROM record r LEFT JOIN shown s ON s.record=r.key WHERE s.record IS NULL"
    lost = (
        "SELECT r.id FROM record r WHERE r.cover<>'' "
        "AND NOT EXISTS (SELECT 1 FROM resource x WHERE x.record=r.key AND x.name=r.cover)"
    )
    found = [f"foreign key of {row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    found += [f"record {row[0]} stands on no list" for row in connection.execute(without_row)]
    found += [f"record {row[0]} has lost its cover" for row in connection.execute(lost)]
    return found
