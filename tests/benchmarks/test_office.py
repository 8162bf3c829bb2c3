"""The comparison of office papers measures every format, ours and the peer's."""

from __future__ import annotations

import pytest

from benchmarks.office import ENDINGS, Size, run

pytestmark = pytest.mark.desk("libreoffice-calc")


def test_every_format_is_measured_beside_the_peer() -> None:
    rows = run(None, size=Size(papers=1, articles=2, rounds=1)).rows
    for ending in ENDINGS:
        mine = [row for row in rows if f" {ending[1:].upper()}," in row.row]
        assert len(mine) == 4
        assert all(row.ours and row.peer for row in mine)
