"""What visible means, as SQL: a pack version that is active, not hidden by staff, a right that has not ended."""

from __future__ import annotations


def may_be_seen(record: str, version: str) -> str:
    """The condition that a record is in force, whether or not staff hide it; binds `:today`.

    Args:
        record, version: names that the query gives to its rows of `record` and `pack_version`.
    """
    return f"{version}.state = 'active' AND ({record}.rights_until IS NULL OR {record}.rights_until >= :today)"


def is_seen(shown: str, record: str, version: str) -> str:
    """The condition that a record is visible; binds `:today`, the date that has certainly come (`YYYY-MM-DD`).

    Args:
        shown, record, version: names that the query gives to its rows of `shown`, `record` and `pack_version`.
    """
    return f"{may_be_seen(record, version)} AND {shown}.hidden = 0"


ROWS = "shown s JOIN record r ON r.key = s.record JOIN pack_version v ON v.id = r.pack_version"
VISIBLE = f"FROM {ROWS} WHERE {is_seen('s', 'r', 'v')}"
"""Rows `s`, `r` and `v` of every visible record."""
