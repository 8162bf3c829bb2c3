"""Guards that the starter shelf is put up once in a library: what staff withdraw of it does not come back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from content.catalogue import has_mark
from provisioning import starter
from tests.content.libraries import OPENED, open_library


def test_starter_shelf_is_put_up_once(tmp_path: Path) -> None:
    with closing(open_library(tmp_path)) as library:
        OPENED.remove(library)
        assert not starter.was_put_up(library.read())
        with library.write() as tx:
            starter.note_put_up(tx, 4)
        assert starter.was_put_up(library.read())
        assert has_mark(library.read(), "starter-shelf")  # the name of it in libraries that are out there
