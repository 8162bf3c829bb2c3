"""What came of periodic work, one row a task: written where it differs from the run before."""

from __future__ import annotations

import sqlite3

from content.trusted_time import TrustedNow


def last_outcome(connection: sqlite3.Connection, task: str) -> str | None:
    """What came of a task when that was last written down; None when it never was."""
    row = connection.execute("SELECT outcome FROM task WHERE name=?", (task,)).fetchone()
    return None if row is None else str(row["outcome"])


def note_outcome(tx: sqlite3.Connection, task: str, outcome: str, *, began: TrustedNow, ended: TrustedNow) -> None:
    """Writes down what came of a run of a task, in place of what came of an earlier one."""
    tx.execute(
        "INSERT OR REPLACE INTO task (name, started_at, ended_at, outcome) VALUES (?, ?, ?, ?)",
        (task, began.text, ended.text, outcome),
    )
