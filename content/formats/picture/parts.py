"""A picture as a part of a record, with its caption, and the caption as a passage that is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from content.formats.picture.sizes import Sizes
from content.formats.reading import ReadPart, ReadResource
from content.records import Manner, Passage


def picture_part(
    number: int, sizes: Sizes, scratch: Path, *, title: str = "", caption: str = "", page: int = 0
) -> ReadPart:
    """A part that shows a picture; its caption is written into the scratch folder.

    Args:
        number: of the part, from 1.
        sizes: the picture as it was written.
        scratch: folder to write into.
        title: plain text, or "".
        caption: plain text, or "".
        page: of the file, from 1; 0 where it has no pages.
    """
    return ReadPart(
        number=number,
        title=title,
        file=write_fragment(scratch, _markup(caption)),
        characters=sum(map(str.isalpha, caption)),
        width=sizes.picture.width,
        height=sizes.picture.height,
        manner=Manner.PICTURE,
        page=page,
        picture=sizes.picture.name,
        large=sizes.large.name if sizes.large else "",
        small=sizes.small.name if sizes.small else "",
    )


def caption_passages(number: int, title: str, caption: str) -> tuple[Passage, ...]:
    """The caption, to be found: one passage, or none.

    Args:
        number: of the part, from 1.
        title: of the part.
        caption: plain text.
    """
    return (Passage(part=number, place="", heading=title, text=caption),) if caption else ()


def distinct(made: Iterable[Sizes]) -> tuple[ReadResource, ...]:
    """Everything that was written, each once: two white pages are one picture."""
    return tuple({resource.name: resource for sizes in made for resource in sizes.resources}.values())


def write_fragment(scratch: Path, markup: str) -> str:
    """Writes a fragment of a page under the name that its content gives it, and returns the name.

    Args:
        scratch: folder to write into.
        markup: clean HTML; may be empty.
    """
    data = markup.encode("utf-8")
    name = f"{hashlib.sha256(data).hexdigest()[:16]}.html"
    (scratch / name).write_bytes(data)
    return name


def _markup(caption: str) -> str:
    """A paragraph for each line."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in caption.splitlines() if line)
