"""Source and Sink: a stick, a line or a neighbour answers for a blob's bytes; a stick or a folder takes them."""

from __future__ import annotations

from abc import ABC, abstractmethod

from content.errors import ContentError
from content.records import Bytes, Sha256


class SourceError(ContentError):
    """Bytes could not be had from a source, or not be given to a sink: it went away, or never had them."""


class Source(ABC):
    """Where packs come from. What it gives is not believed before it is verified."""

    @abstractmethod
    def read(self, blob: Sha256, *, offset: Bytes, length: Bytes) -> bytes:
        """Exactly `length` bytes of a blob from `offset` on.

        Raises:
            SourceError: it does not have them, or has fewer.
        """


class Sink(ABC):
    """Where packs, copies and contributions go."""

    @abstractmethod
    def write(self, blob: Sha256, *, offset: Bytes, data: bytes) -> None:
        """Puts bytes of a blob; durable only after `finish`.

        Raises:
            SourceError: it does not take them.
        """

    @abstractmethod
    def finish(self, blob: Sha256, *, size: Bytes) -> None:
        """Makes a blob durable whose bytes are all there.

        Raises:
            SourceError: bytes are missing or the medium refused.
        """
