"""What records are called as it is written: title search looks here whether marks that were typed are there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def spelled(db: sqlite3.Connection, keys: Sequence[int]) -> dict[int, str]:
    """Title, creators, keywords and publisher of records, a line each, as staff leave them.

    Args:
        keys: of their rows in `shown`.
    """
    rows = db.execute(
        "SELECT s.record, s.title || char(10) || s.creators || char(10) || coalesce("
        "(SELECT group_concat(w.value, ', ') FROM shown_subject w WHERE w.record = s.record), '') || char(10) || "
        "coalesce(r.publisher, '') "
        "FROM shown s JOIN record r ON r.key = s.record WHERE s.record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return {row[0]: row[1] for row in rows}
