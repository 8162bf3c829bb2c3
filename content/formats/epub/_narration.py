"""A document read aloud: its media overlay (EPUB 3.3 §9) as sound to be started by hand, at its head."""

from __future__ import annotations

from html import escape

from content.formats.archive import Archive, MemberError
from content.formats.epub._package import Item, Package
from content.formats.flow.blocks import Block
from content.formats.flow.exhibits import LEFT_OUT, sound_html
from content.formats.flow.links import Way, resolve
from content.formats.flow.shelf import Shelf
from content.formats.flow.tree import value
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml

LISTEN = "Nghe đọc phần này:"
"""Part of the page as it is kept, for readers in any language."""
_SOUNDS = 12
_HEAD = 4


def with_narration(
    blocks: list[Block], item: Item, *, package: Package, archive: Archive, shelf: Shelf, limits: ReadLimits
) -> list[Block]:
    """The blocks of a document with the sounds of its overlay below its heading, or with the word that none is played.

    Args:
        blocks: of the document.
        item: the document.
        package: names its overlay.
        archive: the book.
        shelf: gives the sounds.
        limits: what reading may cost.

    Raises:
        RefusedError: the overlay is an attack (UNSAFE_XML, BOMB).
    """
    overlay = package.items.get(item.overlay)
    if overlay is None or not blocks:
        return blocks
    found = [sound for name in _sounds(overlay, archive, limits) if (sound := shelf.media(name)) is not None]
    said = LISTEN if found else LEFT_OUT["audio"]
    players = "".join(f"<br>{sound_html('audio', name)}" for name, _ in found)
    head = next((number for number, block in enumerate(blocks[:_HEAD], 1) if block.tag == "h"), 0)
    line = Block("p", inner=escape(said) + players if found else f'<span class="matanh">{escape(said)}</span>')
    return [*blocks[:head], line, *blocks[head:]]


def _sounds(overlay: Item, archive: Archive, limits: ReadLimits) -> list[str]:
    """Names of the sounds of an overlay in order, each once."""
    try:
        data = archive.read(overlay.name, limit=limits.text_member)
        root = parse_xml(data, what=overlay.name, limits=limits)
    except MemberError:
        return []
    except RefusedError as error:
        if error.refusal in (Refusal.UNSAFE_XML, Refusal.BOMB):
            raise
        return []
    links = (resolve(overlay.name, value(audio, "src")) for audio in root.iter("{*}audio"))
    return list(dict.fromkeys(link.target.name for link in links if link.way is Way.INSIDE))[:_SOUNDS]
