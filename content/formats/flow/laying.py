"""From clean blocks to pages, and from pages to the files of an extract."""

from __future__ import annotations

from pathlib import Path

from content.formats.flow.blocks import Block
from content.formats.flow.cutting import cut
from content.formats.flow.pages import Page, Placing, page_html
from content.formats.flow.passages import passages
from content.formats.flow.sanitising import sanitised, sanitised_fixed
from content.formats.reading import ReadLimits, ReadPart
from content.records import Passage


def laid(name: str, blocks: list[Block], first: int, limits: ReadLimits) -> list[Page]:
    """The pages of a document, none where nothing in it is read or seen.

    Args:
        name: of the document.
        first: number of its first page.
        limits: how large a page may be, and how many there may be in all.
    """
    if all(block.is_empty() for block in blocks):
        return []
    groups = cut(blocks, limits.part_bytes)[: max(0, limits.parts - first + 1)]
    return [Page(first + index, name, group, index == 0) for index, group in enumerate(groups)]


def written(
    pages: list[Page], placing: Placing, scratch: Path, limits: ReadLimits
) -> tuple[list[ReadPart], list[Passage]]:
    """Writes all pages, and gathers what they say."""
    parts: list[ReadPart] = []
    found: list[Passage] = []
    heading = ""
    for page in pages:
        new = list(passages(page.number, page.blocks, page.title or heading, page.places))
        heading = new[-1].heading if new else heading
        found += new[: limits.passages - len(found)]
        file = f"{page.number}.html"
        (scratch / file).write_text(_clean(page, placing), encoding="utf-8")
        parts.append(
            ReadPart(
                number=page.number,
                title=page.title,
                file=file,
                characters=sum(len(passage.text) for passage in new),
                style=page.style,
                width=page.width,
                height=page.height,
            )
        )
    return parts, found


def _clean(page: Page, placing: Placing) -> str:
    if page.ready:
        return sanitised_fixed(placing.resolved(page.ready, page))
    return sanitised(page_html(page, placing))
