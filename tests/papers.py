"""Papers as office programs write them: sources in flat ODF, turned by LibreOffice into every format that is read.

A source is made with the words that a reader must find, labels of automatic numbering among them, in their order.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from content.text.old_encodings import OldEncoding, encode

OFFICE = 'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"'
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("meta", "meta"),
    )
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
FONTS = {"tcvn": ".VnTime", "tcvnh": ".VnTimeH", "vni": "VNI-Times", "plain": "Times New Roman"}
STYLES = "".join(f'<style:font-face style:name="{face}" svg:font-family="{face}"/>' for face in FONTS.values())
SPANS = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties style:font-name="{face}"'
    f' style:font-name-complex="{face}" style:font-name-asian="{face}"/></style:style>'
    for name, face in FONTS.items()
) + "".join(
    f'<style:style style:name="{name}" style:family="paragraph">'
    f'<style:paragraph-properties fo:text-align="{align}"/></style:style>'
    for name, align in (("giua", "center"), ("phai", "end"))
)


@dataclass(frozen=True)
class Level:
    """A level of a list: its number format (`1`, `a`, `I`, `i`, `` for none), what stands around, levels shown."""

    kind: str
    before: str = ""
    after: str = "."
    shown: int = 1
    start: int = 1


@dataclass
class Paper:
    """A document in the making, and the lines that are read in it."""

    name: str
    title: str = ""
    body: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading by its style."""
        self.body.append(f'<text:h text:outline-level="{level}">{escape(text)}</text:h>')
        self.lines.append(text)

    def paragraph(self, text: str, style: str = "") -> None:
        """A paragraph; `giua` is centred, `phai` at the right."""
        named = f' text:style-name="{style}"' if style else ""
        self.body.append(f"<text:p{named}>{escape(text)}</text:p>")
        self.lines.append(text)

    def runs(self, *runs: tuple[str, str]) -> None:
        """A paragraph of runs: text, and a key of FONTS in whose encoding it is stored."""
        self.body.append(f"<text:p>{''.join(stored(text, font) for text, font in runs)}</text:p>")
        self.lines.append("".join(text.upper() if font == "tcvnh" else text for text, font in runs))

    def listed(self, levels: Sequence[Level], items: Iterable[tuple[int, str]], labels: Iterable[str]) -> None:
        """A list: items by their level from 1, and the label that each is read with."""
        name = f"L{len(self.styles) + 1}"
        self.styles.append(list_style(name, levels))
        self.body.append(nested(name, list(items)))
        for label, (_, text) in zip(labels, items, strict=True):
            self.labels.append(label)
            self.lines.append(f"{label} {text}")

    def table(self, rows: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> None:
        """A table; `spans` gives columns and rows that a cell covers, the covered ones are empty."""
        spans = spans or {}
        columns = max(map(len, rows))
        repeated = f'<table:table-column table:number-columns-repeated="{columns}"/>'
        written = [f'<table:table table:name="B{len(self.body)}">{repeated}']
        for y, row in enumerate(rows):
            written.append("<table:table-row>")
            for x, text in enumerate(row):
                wide, high = spans.get((y, x), (1, 1))
                covered = any(
                    (y, x) != (top, left) and top <= y < top + rows_ and left <= x < left + columns_
                    for (top, left), (columns_, rows_) in spans.items()
                )
                tag = "table:covered-table-cell" if covered else "table:table-cell"
                reach = (
                    f' table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}"'
                    if (wide, high) != (1, 1)
                    else ""
                )
                written.append(f"<{tag}{reach}><text:p>{escape(text)}</text:p></{tag}>")
                if text:
                    self.lines.append(text)
            written.append("</table:table-row>")
        self.body.append("".join([*written, "</table:table>"]))

    def picture(self, colour: str) -> None:
        """A picture in a paragraph of its own."""
        data = base64.b64encode(png(colour)).decode()
        self.body.append(
            '<text:p><draw:frame draw:name="Hinh" text:anchor-type="as-char" svg:width="5cm" svg:height="3cm">'
            f"<draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p>"
        )

    def noted(self, text: str, note: str) -> None:
        """A paragraph with a footnote."""
        self.body.append(
            f'<text:p>{escape(text)}<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body><text:p>{escape(note)}</text:p></text:note-body></text:note></text:p>"
        )
        self.lines += [text, note]

    def flat(self) -> str:
        """The document as flat ODF (FODT)."""
        meta = f"<office:meta><dc:title>{escape(self.title)}</dc:title></office:meta>" if self.title else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} {OFFICE}>{meta}'
            f"<office:font-face-decls>{STYLES}</office:font-face-decls>"
            f"<office:automatic-styles>{SPANS}{''.join(self.styles)}</office:automatic-styles>"
            f"<office:body><office:text>{''.join(self.body)}</office:text></office:body></office:document>"
        )


def stored(text: str, font: str) -> str:
    """A run as programs of before Unicode left it: bytes of an old encoding, seen as Windows-1252."""
    if font in ("tcvn", "tcvnh"):
        text = encode(text.lower() if font == "tcvnh" else text, OldEncoding.TCVN3).decode("cp1252")
    elif font == "vni":
        text = encode(text, OldEncoding.VNI).decode("cp1252")
    return f'<text:span text:style-name="{font}">{escape(text)}</text:span>'


def list_style(name: str, levels: Sequence[Level]) -> str:
    """The style of a list, a level after the other."""
    written = [f'<text:list-style style:name="{name}">']
    for number, level in enumerate(levels, 1):
        written.append(
            f'<text:list-level-style-number text:level="{number}" style:num-format="{level.kind}"'
            f' style:num-prefix="{escape(level.before)}" style:num-suffix="{escape(level.after)}"'
            f' text:display-levels="{level.shown}" text:start-value="{level.start}"/>'
        )
    return "".join([*written, "</text:list-style>"])


def nested(name: str, items: Sequence[tuple[int, str]]) -> str:
    """Items by level as nested lists; what is deeper than an item stands in it."""
    return f'<text:list text:style-name="{name}">{_items(items, 1)}</text:list>'


def _items(items: Sequence[tuple[int, str]], level: int) -> str:
    written, start = [], 0
    while start < len(items):
        end = next((at for at in range(start + 1, len(items)) if items[at][0] <= level), len(items))
        inner = f"<text:list>{_items(items[start + 1 : end], level + 1)}</text:list>" if end > start + 1 else ""
        written.append(f"<text:list-item><text:p>{escape(items[start][1])}</text:p>{inner}</text:list-item>")
        start = end
    return "".join(written)


def png(colour: str) -> bytes:
    """A picture of one colour, 400 by 240."""
    file = BytesIO()
    Image.new("RGB", (400, 240), colour).save(file, "PNG")
    return file.getvalue()


def turned(papers: Iterable[Paper], folder: Path, *, filters: Iterable[str]) -> dict[str, list[Path]]:
    """Writes papers and lets LibreOffice turn them; gives the files by ending, in the order of the papers.

    Args:
        filters: as `--convert-to` takes them: `docx`, `doc:MS Word 97`, `txt:Text (encoded):UTF8` …
    """
    papers = list(papers)
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    for paper in papers:
        (sources / f"{paper.name}.fodt").write_text(paper.flat(), encoding="utf-8")
    made = {}
    for wanted in filters:
        ending = wanted.partition(":")[0]
        convert(wanted, sorted(sources.glob("*.fodt")), folder / ending, folder / "profile")
        made[ending] = [folder / ending / f"{paper.name}.{ending}" for paper in papers]
    return made


def convert(wanted: str, files: Sequence[Path], into: Path, profile: Path) -> None:
    """Lets LibreOffice turn files, with a profile of its own."""
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", wanted]
    subprocess.run([*command, "--outdir", str(into), *map(str, files)], check=True, capture_output=True, timeout=300)
