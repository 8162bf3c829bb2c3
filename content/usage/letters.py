"""Letters from readers: a document asked for, a fault reported. Anonymous, and bounded in length and rate."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from content.errors import ContentError

TEXT_MAX = 500
"""Characters of a letter."""


class LetterKind(StrEnum):
    """What a letter is."""

    REQUEST = "request"
    COMPLAINT = "complaint"


class Want(StrEnum):
    """How a reader would like the document."""

    READ = "doc"
    LISTEN = "nghe"
    WATCH = "xem"
    ANY = "gi"


class ComplaintReason(StrEnum):
    """What is wrong with a document."""

    WRONG = "sai"
    NOT_FOR_CHILDREN = "tre-em"
    RIGHTS = "quyen"
    OTHER = "khac"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter. `record` and `reason` belong to complaints, `want` and `language` to requests.

    Raises:
        ValueError: a request without text, or a text longer than TEXT_MAX.
    """

    kind: LetterKind
    text: str
    want: Want = Want.ANY
    language: str = ""
    record: str = ""
    reason: ComplaintReason = ComplaintReason.OTHER

    def __post_init__(self) -> None:
        if len(self.text) > TEXT_MAX or (self.kind is LetterKind.REQUEST and not self.text.strip()):
            raise ValueError("a letter has 1 to 500 characters")


class RefusedBecause(StrEnum):
    """Why a letter was not kept."""

    FULL = "full"
    CLOSED = "closed"


class LetterRefusedError(ContentError):
    """A letter was not kept.

    Args:
        because: too many came just now, or nobody takes letters at the moment.
    """

    def __init__(self, because: RefusedBecause) -> None:
        super().__init__(str(because))
        self.because = because


class LetterSink(ABC):
    """Where letters go."""

    @abstractmethod
    def send(self, letter: Letter) -> None:
        """Returns when the letter is kept.

        Raises:
            LetterRefusedError: it was not.
        """
