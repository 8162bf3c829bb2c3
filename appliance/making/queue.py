"""The stale queue: records whose made things are made anew, after the commit that changed them and at every start."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from appliance.making.maker import Maker
from content.library import Library
from content.trusted_time import TrustedNow

STEP = 200


def drain(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> int:
    """Makes anew what is stale, in steps of 200 records.

    A record leaves the queue only after everything of it was made; one that went stale again meanwhile is made twice
    rather than not at all.

    Returns:
        How many records were done.
    """
    done = 0
    while True:
        rows = library.read().execute("SELECT record_id FROM stale ORDER BY record_id LIMIT ?", (STEP,)).fetchall()
        if not rows:
            return done
        records = [row[0] for row in rows]
        for maker in makers:
            maker.make(library, records, now=now)
        with library.write() as tx:
            tx.executemany("DELETE FROM stale WHERE record_id=?", [(record,) for record in records])
        done += len(records)


def remake_all(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> int:
    """Deletes everything made and makes it all again.

    Returns:
        How many records were done.
    """
    with library.write() as tx:
        tx.execute("INSERT OR IGNORE INTO stale (record_id) SELECT DISTINCT id FROM record")
    for path in library.made.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return drain(library, makers, now=now)
