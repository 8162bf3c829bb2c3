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

    A mark leaves the queue only after everything of its record was made; a record that went stale again meanwhile has
    a mark of its own and is made again.

    Returns:
        How many marks were worked off.

    Raises:
        OSError, LibraryFullError: the medium refused; what was not made stays in the queue.
    """
    done = 0
    with library.making_lock():
        while rows := library.read().execute("SELECT * FROM stale ORDER BY mark LIMIT ?", (STEP,)).fetchall():
            records = list(dict.fromkeys(row["record_id"] for row in rows))
            for maker in makers:
                maker.make(library, records, now=now)
            with library.write() as tx:
                tx.executemany("DELETE FROM stale WHERE mark=?", [(row["mark"],) for row in rows])
            done += len(rows)
    return done


def remake_all(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> int:
    """Deletes everything made and makes it all again.

    Returns:
        How many records were done.

    Raises:
        OSError, LibraryFullError: the medium refused; what was not made stays in the queue.
    """
    with library.write() as tx:
        tx.execute("DELETE FROM stale")
        tx.execute("INSERT INTO stale (record_id) SELECT DISTINCT id FROM record")
    with library.making_lock():
        for path in library.made.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    return drain(library, makers, now=now)
