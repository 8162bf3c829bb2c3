"""Opening the box's library: schema, own name and pack, default shelves."""

from __future__ import annotations

import secrets
from pathlib import Path

from appliance.making.closing import pages_closed
from content.catalogue import MIGRATIONS, has_begun, local_pack_version, publisher_id, put_default_shelves
from content.library import Library
from content.trusted_time import Clock


def open_library(folder: Path, clock: Clock) -> Library:
    """Opens, and at first start makes, the library of a data folder.

    Raises:
        LibraryUnreadableError: the folder cannot be used.
        LibraryDamagedError: the database is no database any more.
        LibraryTooNewError: a later release wrote it in a way that this one cannot read.
        LibraryBusyError: another process writes for very long.
        LibraryFullError: there is no room to begin.
    """
    library = Library.open(folder, schema=[MIGRATIONS], monotonic=clock.monotonic, around_commit=pages_closed)
    if not has_begun(library.read()):
        with library.write() as tx:
            put_default_shelves(tx)
            local_pack_version(tx)
            publisher_id(tx, fresh=f"local-{secrets.token_hex(8)}")
    return library
