"""Recordings of people: who, where, when, and the consent without which a record is not public.

That it is on no list then is a trigger of the database (`sql/0004_consent.sql`): it holds for earlier releases too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from content.records import Consent, RecordId, Recording


def insert_recording(tx: sqlite3.Connection, key: int, recording: Recording | None) -> None:
    """Writes what is known of a recording; of a record that is none nothing is written."""
    if recording is None:
        return
    consent = recording.consent or Consent(by="", how="", purpose="")
    tx.execute(
        "INSERT INTO recording VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            recording.person,
            recording.place,
            recording.ethnic_group,
            recording.recorded,
            consent.by,
            consent.how,
            consent.purpose,
        ),
    )


def first_sounds(connection: sqlite3.Connection, records: Iterable[RecordId]) -> dict[RecordId, str]:
    """Of records that can be seen and are sounds to be played: the name of the file that is heard first."""
    rows = connection.execute(
        "SELECT s.id, i.name FROM shown s JOIN record r ON r.key = s.record "
        "JOIN pack_version v ON v.id = r.pack_version AND v.state = 'active' "
        "JOIN showing w ON w.record = r.key AND w.part = 1 AND w.manner = 'sound' AND w.playing <> 'nowhere' "
        "JOIN item i ON i.record = r.key AND i.position = w.item "
        "WHERE s.hidden = 0 AND s.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    )
    return {RecordId(row[0]): row[1] for row in rows}


def recording_of(connection: sqlite3.Connection, key: int) -> Recording | None:
    """What is known of the recording that a record is, None where it is none."""
    row = connection.execute("SELECT * FROM recording WHERE record=?", (key,)).fetchone()
    if row is None:
        return None
    consent = Consent(by=row["consent_by"], how=row["consent_how"], purpose=row["consent_for"])
    return Recording(
        person=row["person"],
        place=row["place"],
        ethnic_group=row["ethnic_group"],
        recorded=row["recorded"],
        consent=consent if consent.by else None,
    )
