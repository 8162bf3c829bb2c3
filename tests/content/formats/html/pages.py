"""Web pages and sites for tests, read as the worker would read them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from content.formats import ReadLimits
from content.formats.html import HtmlReader, SiteReader
from content.formats.reading import Extract


def picture(color: str = "red") -> bytes:
    """A PNG."""
    file = BytesIO()
    Image.new("RGB", (300, 200), color).save(file, "PNG")
    return file.getvalue()


def read_page(tmp_path: Path, data: str | bytes) -> tuple[Extract, str]:
    """What came of a page, and the HTML of all its parts."""
    path = tmp_path / "trang"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    assert HtmlReader().recognises(path.read_bytes()[:4_096], path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    extract = HtmlReader().read(path, scratch, ReadLimits())
    return extract, shown(extract, scratch)


def read_site(tmp_path: Path, members: dict[str, str | bytes]) -> tuple[Extract, str]:
    """What came of a zipped site, and the HTML of all its parts."""
    path = zipped(tmp_path, members)
    assert SiteReader().recognises(path.read_bytes()[:4_096], path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    extract = SiteReader().read(path, scratch, ReadLimits())
    return extract, shown(extract, scratch)


def zipped(tmp_path: Path, members: dict[str, str | bytes]) -> Path:
    """An archive of members in this order."""
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def shown(extract: Extract, scratch: Path) -> str:
    """The HTML of all parts."""
    return "\n".join((scratch / part.file).read_text("utf-8") for part in extract.parts)
