"""Notes that a program has put into a document each: gathered, so that a reader does not turn a page for every note."""

from __future__ import annotations

import re

from content.formats.epub._documents import Document
from content.formats.flow.elements import is_note_sign
from content.formats.flow.entries import Entry
from content.formats.flow.links import Target
from content.formats.flow.surroundings import Marks

_LENGTH = 4_000
"""Characters; a document that says more is not one note."""
_HEAD_BLOCKS = 3
_ARROWS = re.compile(r"[\u2190-\u21ff\ufe0e\ufe0f^\s]+")


def gathered(documents: list[Document], marks: Marks) -> tuple[list[Document], dict[str, str]]:
    """The documents, each that is one note joined to the one before where that is one, too.

    Args:
        documents: in reading order; those joined are changed.
        marks: of the book, with the places that are notes.

    Returns:
        The documents that are left, and for each that is gone the name of the one where it stands now.
    """
    kept: list[Document] = []
    moved: dict[str, str] = {}
    is_open = False
    for document in documents:
        is_note = _is_note(document, marks.notes)
        if is_note:
            _make_numbers(document)
        if is_note and is_open:
            _join(kept[-1], document, marks)
            moved[document.name] = kept[-1].name
        else:
            kept.append(document)
        is_open = is_note
    return kept, moved


def without_notes(entries: list[Entry], marks: Marks, moved: dict[str, str]) -> list[Entry]:
    """The contents without signs of notes and ways back, which programs that make contents of all links put there.

    Args:
        entries: the contents.
        marks: of the book, with the signs of notes and where they lead.
        moved: for documents that were notes, where they stand now.
    """
    places = marks.notes | {sign.origin for target, sign in marks.signs.items() if target in marks.notes}
    documents = {*moved, *moved.values()}
    return [
        entry
        for entry in entries
        if entry.target is None
        or not is_note_sign(_ARROWS.sub("", entry.title))
        or not (entry.target in places or entry.target.name in documents)
    ]


def _is_note(document: Document, notes: set[Target]) -> bool:
    """Whether a document is short and something near its beginning is called as a note."""
    if document.fixed is not None or sum(len(block.whole_text()) for block in document.blocks) > _LENGTH:
        return False
    names = (name for top in document.blocks[:_HEAD_BLOCKS] for block in top.walk() for name in block.ids)
    return any(Target(document.name, name) in notes for name in names)


def _join(before: Document, document: Document, marks: Marks) -> None:
    """Puts the blocks of a document behind those of another, with their places under their old name."""
    for block in document.blocks:
        leaf = next((inner for inner in block.walk() if inner.inner), None)
        places = [Target(document.name, name) for inner in block.walk() for name in inner.ids]
        for inner in block.walk():
            inner.ids = []
        if leaf is not None:
            leaf.inner = "".join(map(marks.anchor, places)) + leaf.inner
    before.blocks += document.blocks


def _make_numbers(document: Document) -> None:
    """Makes paragraphs of headings that are only the sign of a note."""
    for block in document.blocks:
        if block.tag == "h" and is_note_sign(block.text):
            block.tag, block.level, block.inner = "p", 0, f"<b>{block.inner}</b>"
