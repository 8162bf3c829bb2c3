"""Pages of a PDF: drawn by our server, and on a slow phone beside pdf.js, which is given no more than it needs."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._harness import ROOT, BenchmarkError, Row, figure, ratio
from benchmarks._held import add, address, get
from benchmarks._serving import nginx_server, tusach_server
from benchmarks._slow_phone import CROWDED, SLOW_3G, Air, Opened, browser, open_cold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WANTED = re.compile(r"package/(?:legacy/build/(pdf(?:\.worker)?\.min\.mjs)|((?:cmaps|standard_fonts)/.+))")
PDF_JS = "pdfjs-dist@5.4.149"
WIDTH = 720
IMAGE_SEEN = "[].some.call(document.images, function (i) { return i.complete && i.naturalWidth > 300 })"
CANVAS_SEEN = "window.drawn === true"
VIEWER = """<!doctype html><html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>PDF</title><body style="margin:0"><canvas id="page" style="width:100%"></canvas><script type="module">
import * as pdfjs from "./pdf.min.mjs";
pdfjs.GlobalWorkerOptions.workerSrc = "./pdf.worker.min.mjs";
const file = await pdfjs.getDocument({url: new URLSearchParams(location.search).get("file"),
  cMapUrl: "./cmaps/", cMapPacked: true, standardFontDataUrl: "./standard_fonts/", disableAutoFetch: true}).promise;
const page = await file.getPage(1), canvas = document.getElementById("page");
const scale = innerWidth * devicePixelRatio / page.getViewport({scale: 1}).width;
const viewport = page.getViewport({scale});
canvas.width = viewport.width; canvas.height = viewport.height;
await page.render({canvasContext: canvas.getContext("2d"), viewport}).promise;
window.drawn = true;
</script></body></html>
"""
"""The least that pdf.js needs to show a page: its library, its worker, ranges of the file; no toolbar, no viewer."""


def paper_rows(paper: Path, folder: Path, *, pages: int, rounds: int) -> list[Row]:
    """Drawing pages of a PDF, and how soon a phone sees the first, beside pdf.js.

    Args:
        folder: to work in. pages: that are drawn at most. rounds: on the phone.

    Raises:
        BenchmarkError: something that is needed is not installed, or the PDF is refused.
    """
    folder.mkdir()
    name = f"{paper.stem[:24]}, {paper.stat().st_size / 1e6:.1f} MB"
    data = folder / "library"
    add(paper, data)
    root, held = address(data)
    shown = range(1, min(held, pages) + 1)
    with tusach_server(data) as server:
        first = [get(server, f"{root}/trang/{number}-{WIDTH}.webp") for number in shown]
        again = [get(server, f"{root}/trang/{number}-{WIDTH}.webp") for number in shown]
    return [
        figure(f"{name}: pages drawn, {WIDTH} px", "pages/s", len(first) / sum(took for took, _ in first)),
        figure(f"{name}: pages once drawn", "pages/s", len(again) / sum(took for took, _ in again)),
        figure(f"{name}: picture of a page, WebP", "KB", statistics.median(got for _, got in first) / 1e3),
        *_phone_rows(name, paper, folder, root, rounds),
    ]


def _phone_rows(name: str, paper: Path, folder: Path, root: str, rounds: int) -> list[Row]:
    viewer = _viewer(folder / "viewer")
    shutil.copy(paper, viewer / "paper.pdf")
    rows: list[Row] = []
    with browser() as started, nginx_server(viewer, folder / "nginx") as peer:
        for air in (SLOW_3G, CROWDED):
            pairs = [
                (
                    _open_ours(started, folder / "library", root, air),
                    open_cold(started, f"{peer.address}/index.html?file=paper.pdf", air, until=CANVAS_SEEN),
                )
                for _ in range(rounds)
            ]
            seen = f"{name}: first page seen, {air.name}"
            rows.append(ratio(seen, "s", pairs, lambda one: one.seconds, peer_name="pdf.js"))
        rows.append(ratio(f"{name}: came over the air", "KB", pairs, lambda one: one.bytes / 1e3, peer_name="pdf.js"))
        rows.append(ratio(f"{name}: requests", "", pairs, lambda one: float(one.requests), peer_name="pdf.js"))
    return rows


def _open_ours(started: Browser, data: Path, root: str, air: Air) -> Opened:
    """With nothing drawn yet: the server begins with an empty cache."""
    with tusach_server(data) as server:
        return open_cold(started, f"{server.address}{root}/1", air, until=IMAGE_SEEN)


def _viewer(folder: Path) -> Path:
    """A folder with pdf.js and the page that shows a file by it.

    Raises:
        BenchmarkError: npm is not installed, or has no such package.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise BenchmarkError("npm is not installed: apt-get install npm")
    packages = ROOT / ".dev" / "pdf.js"
    packages.mkdir(parents=True, exist_ok=True)
    if not list(packages.glob("*.tgz")):
        subprocess.run([npm, "pack", PDF_JS], cwd=packages, check=False, capture_output=True)
    if not (packed := list(packages.glob("*.tgz"))):
        raise BenchmarkError(f"npm has no {PDF_JS} here")
    folder.mkdir()
    with tarfile.open(packed[0]) as archive:
        for member in archive:
            place = WANTED.fullmatch(member.name)
            if place and member.isfile() and (source := archive.extractfile(member)):
                target = folder / (place[1] or place[2])
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(source.read())
    (folder / "index.html").write_text(VIEWER, "utf-8")
    return folder
