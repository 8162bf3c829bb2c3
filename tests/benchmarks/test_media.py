"""Guards `./dev bench media`: what is measured is a real scan and a film that plays, however long it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import _held
from benchmarks._film_rows import PIECE, _asking_for
from benchmarks._harness import BenchmarkError, ratio
from benchmarks._papers import make_film, make_paper
from benchmarks._serving import tusach_server
from content.formats.reading import Caveat, ReadLimits
from content.formats.worker import Worker
from content.records import Kind, Manner, Playing

LONG = 3 << 30
LIMITS = ReadLimits(file=LONG)


def test_made_paper_is_a_scan(tmp_path: Path) -> None:
    with Worker() as worker:
        read = worker.read(make_paper(tmp_path / "scan.pdf", pages=2), tmp_path / "scratch")
    assert [part.manner for part in read.parts] == [Manner.PAGE, Manner.PAGE]
    assert Caveat.NO_TEXT in read.caveats


@pytest.mark.parametrize("size", [50_000, LONG])
def test_made_film_plays_everywhere_and_takes_no_room(tmp_path: Path, size: int) -> None:
    film = make_film(tmp_path / "film.mp4", size=size)
    assert film.stat().st_size == size
    assert film.stat().st_blocks * 512 < 100_000
    with Worker(limits=LIMITS) as worker:
        read = worker.read(film, tmp_path / "scratch")
    assert (read.kind, [part.playing for part in read.parts]) == (Kind.FILM, [Playing.EVERYWHERE])
    assert Caveat.CUT_OFF not in read.caveats


def test_film_is_held_found_and_fetched(tmp_path: Path) -> None:
    _held.add(make_film(tmp_path / "film.mp4", size=50_000), tmp_path / "library")
    root, parts = _held.address(tmp_path / "library")
    assert parts == 1
    with tusach_server(tmp_path / "library") as server:
        assert _held.get(server, f"{root}/phat/film.mp4", {"Range": "bytes=100-199"})[1] == 100
        assert _held.get(server, f"{root}/phat/film.mp4")[1] == 50_000
        assert server.cpu_seconds > 0
        assert server.private_bytes > 1_000_000
        with pytest.raises(BenchmarkError, match="404"):
            _held.get(server, f"{root}/phat/khac.mp4")


def test_refused_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rong.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(BenchmarkError, match=r"rong\.pdf"):
        _held.add(path, tmp_path / "library")


def test_script_asks_for_pieces_within_the_film() -> None:
    script = _asking_for("/phat/a", 1_000)
    assert "math.random(0, 1000)" in script
    assert str(PIECE - 1) in script


def test_ratio_tells_the_spread_of_the_pairs() -> None:
    row = ratio("x", "s", [(1.0, 2.0), (2.0, 2.0), (1.0, 4.0)], float, peer_name="other")
    assert (row.ours, row.peer, row.ratio, row.low, row.high) == (1.0, 2.0, 0.5, 0.25, 1.0)
