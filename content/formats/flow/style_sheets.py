"""The style sheets of a document: where they are, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from content.formats.flow.styles import Sheet, read_sheet

_SHEETS = 24


def sheet_names(root: _Element, name: str, member: Callable[[str], str | None]) -> Iterator[tuple[str, str | None]]:
    """The style sheets of a document: the name of a member, or a name of ours and the text that stands in the document.

    Args:
        root: of the document. name: of the document.
        member: the real name of the member that an address leads to, None if there is none.
    """
    count = 0
    for element in root.iter("link", "style"):
        if count >= _SHEETS:
            return
        if element.tag == "style":
            count += 1
            yield f"{name} {count}", element.text or ""
            continue
        kinds = (element.get("rel") or "").lower()
        found = member(element.get("href") or "") if "stylesheet" in kinds and "alternate" not in kinds else None
        if found is not None:
            count += 1
            yield found, None


class StyleSheets:
    """What the style sheets of one file mean; each is read once.

    Args:
        text: of a member.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        self._text = text
        self._meanings: dict[str, Sheet] = {}

    def of(self, root: _Element, name: str, member: Callable[[str], str | None]) -> list[Sheet]:
        """The sheets of a document, as `sheet_names` finds them."""
        found = []
        for key, text in sheet_names(root, name, member):
            if key not in self._meanings:
                self._meanings[key] = read_sheet(text if text is not None else self._text(key))
            found.append(self._meanings[key])
        return found
