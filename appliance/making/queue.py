"""Working off the stale queue: made things are made anew after the commit that changed their records."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from appliance.making.maker import Maker
from content.catalogue import forget_marks, mark_all_stale, stale_marks
from content.holdings import PAGES, MadePages
from content.library import Library
from content.trusted_time import TrustedNow

STEP = 200


def drain(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> int:
    """Makes anew what is stale, in steps of 200 marks.

    A mark leaves the queue only after everything of its record was made; a record that went stale again meanwhile has
    a mark of its own and is made again.

    Returns:
        How many marks were worked off.

    Raises:
        OSError, LibraryFullError: the medium refused; what was not made stays in the queue.
    """
    with library.making_lock():
        return _work_off(library, makers, now)


def remake_all(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> int:
    """Deletes everything made and makes it all again.

    Returns:
        How many records were done.

    Raises:
        OSError, LibraryFullError: the medium refused; what was not made stays in the queue.
    """
    # Whoever else works off the queue must not do so between its being filled and everything's being deleted.
    with library.making_lock():
        with library.write() as tx:
            mark_all_stale(tx)
        pages = MadePages(library)
        with library.pages_lock():
            pages.close_all()
        for path in library.made.iterdir():
            if path == pages.folder:
                pages.sweep()
            elif path.is_dir() and not path.is_symlink():
                # Page pictures are drawn meanwhile by the web process, which holds no lock and makes its folder anew.
                shutil.rmtree(path, ignore_errors=path.name == PAGES)
            else:
                path.unlink()
        done = _work_off(library, makers, now)
        catch_up(library, makers, now=now)
        return done


def catch_up(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> None:
    """Makes all that may wait.

    Raises:
        OSError: the medium refused.
    """
    for maker in makers:
        while maker.catch_up(library, now=now):
            pass


def compare_all(library: Library, makers: Sequence[Maker], *, now: TrustedNow) -> None:
    """Compares everything made with everything held: mends what a power cut or a foreign hand left under `made/`.

    Raises:
        OSError: the medium refused.
    """
    with library.making_lock():
        for maker in makers:
            maker.compare(library, now=now)


def _work_off(library: Library, makers: Sequence[Maker], now: TrustedNow) -> int:
    """Makes anew what is stale. The caller holds the making lock."""
    done = 0
    while marks := stale_marks(library.read(), STEP):
        records = list(dict.fromkeys(mark.record for mark in marks))
        for maker in makers:
            maker.make(library, records, now=now)
        with library.write() as tx:
            forget_marks(tx, marks)
        done += len(marks)
    return done
