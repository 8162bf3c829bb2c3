"""Letters of before Unicode in one file: turned by the name of their font or by the syllables that exist, and told.

A font's name is believed unless the letters under it are Unicode already: programs leave the name where somebody has
turned the text. Text without fonts is judged as a whole first; in a mixed document each paragraph is what its own words
say, and a short one follows the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from content.formats.reading import Caveat, Conversion, Evidence
from content.text.old_encodings import (
    Judgement,
    OldEncoding,
    converted,
    exists,
    judge,
    legacy_font,
)

_UNICODE: Final = re.compile("[\u1ea0-\u1ef9]")
"""Letters that no old encoding shows in a program that does not know it."""
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?![^\W\d_])")
_SURE: Final = 85


@dataclass
class _Count:
    """What was turned from one encoding, by one kind of evidence."""

    letters: int = 0
    words: int = 0
    good: int = 0
    doubtful: bool = False

    @property
    def confidence(self) -> int:
        return round(100 * self.good / self.words) if self.words else 100


class Letters:
    """Turns the text of one file, and remembers what it did."""

    def __init__(self) -> None:
        self._counts: dict[tuple[OldEncoding, Evidence], _Count] = {}
        self._unicode: Counter[str] = Counter()
        self._old: Counter[str] = Counter()

    def look(self, text: str, font: str) -> None:
        """Looks at a run before any is turned, so that a font that is wrong in all of the file is not believed.

        Args:
            font: its name, "" where it has none.
        """
        if text.isascii() or legacy_font(font) is None:
            return
        (self._unicode if _UNICODE.search(text) else self._old)[font] += len(text)

    def run(self, text: str, font: str) -> str:
        """A run of one font as Unicode.

        Args:
            text: as the file has it. font: its name, "" where it has none.
        """
        legacy = legacy_font(font) if font else None
        if legacy is None or not text:
            return text
        if _UNICODE.search(text) or (self._unicode[font] > self._old[font]):
            return text.upper() if legacy.capitals else text
        turned = converted(text, legacy.encoding, capitals=legacy.capitals)
        if not text.isascii():
            self._remember(legacy.encoding, Evidence.FONT, turned)
        return turned

    def paragraphs(self, texts: Sequence[str]) -> list[str]:
        """Paragraphs without fonts as Unicode, each what its own words say, or the document's where they are few.

        Args:
            texts: as the file has them.
        """
        whole = judge("\n".join(texts))
        if whole.encoding is None and not _may_be_mixed(texts):
            return list(texts)
        return [self._paragraph(text, whole) for text in texts]

    def whole(self, text: str) -> str:
        """A text without fonts as Unicode; its lines are its paragraphs."""
        return "\n".join(self.paragraphs(text.split("\n")))

    def judged(self, text: str, found: Judgement) -> str:
        """Remembers text that was read in one old encoding as a whole; gives it back.

        Args:
            text: as it was read. found: what was judged of its bytes.
        """
        if found.encoding is not None:
            self._remember(found.encoding, Evidence.SYLLABLES, text, doubtful=found.doubtful)
        return text

    def conversions(self) -> tuple[Conversion, ...]:
        """What was turned, most letters first."""
        found = [
            Conversion(encoding=str(encoding), evidence=evidence, letters=one.letters, confidence=one.confidence)
            for (encoding, evidence), one in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.letters, one.encoding, one.evidence)))

    def caveats(self) -> tuple[Caveat, ...]:
        """That letters were turned, and whether a person should look at them."""
        if not self._counts:
            return ()
        doubtful = any(one.doubtful or one.confidence < _SURE for one in self._counts.values())
        return (Caveat.OLD_LETTERS, Caveat.DOUBTFUL_LETTERS) if doubtful else (Caveat.OLD_LETTERS,)

    def _paragraph(self, text: str, whole: Judgement) -> str:
        if whole.encoding is not OldEncoding.VIQR and text.isascii():
            return text
        own = judge(text)
        if own.encoding is not None and (not own.doubtful or own.encoding is whole.encoding):
            chosen = own
        elif whole.encoding is not None and not _UNICODE.search(text) and _fits(text, whole.encoding):
            chosen = whole
        elif own.encoding is not None and whole.encoding is None:
            chosen = own
        else:
            return text
        assert chosen.encoding is not None  # noqa: S101 - each branch has looked
        turned = converted(text, chosen.encoding)
        is_settled = whole.encoding is chosen.encoding and not whole.doubtful
        self._remember(chosen.encoding, Evidence.SYLLABLES, turned, doubtful=chosen.doubtful and not is_settled)
        return turned

    def _remember(self, encoding: OldEncoding, evidence: Evidence, turned: str, *, doubtful: bool = False) -> None:
        one = self._counts.setdefault((encoding, evidence), _Count())
        words = [word for word in _words_inside(turned) if not word.isascii()]
        one.letters += sum(not sign.isascii() for sign in turned)
        one.words += len(words)
        one.good += sum(map(exists, words))
        one.doubtful = one.doubtful or doubtful


def _words_inside(text: str) -> Iterable[str]:
    """Words that certainly begin and end in a run: its first and last letters may belong to the runs beside it."""
    matches = list(_WORD.finditer(text))
    return [match[0] for match in matches if match.start() > 0 and match.end() < len(text)] or (
        [match[0] for match in matches] if len(matches) == 1 else []
    )


def _may_be_mixed(texts: Sequence[str]) -> bool:
    """Whether some paragraphs are old though the document as a whole is not."""
    return any(
        not text.isascii() and not _UNICODE.search(text) and (found := judge(text)).encoding and not found.doubtful
        for text in texts
    )


def _fits(text: str, encoding: OldEncoding) -> bool:
    """Whether a few words become more syllables that exist than they are as they stand."""
    words = [word for word in _WORD.findall(converted(text, encoding)) if not word.isascii()]
    before = [word for word in _WORD.findall(text) if not word.isascii()]
    good, was = sum(map(exists, words)), sum(map(exists, before))
    return bool(words) and 2 * good >= len(words) and good >= was
