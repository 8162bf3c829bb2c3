"""What one accession may cost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from content.formats.reading import ReadLimits


@dataclass(frozen=True, kw_only=True)
class AccessionLimits:
    """Bounds of one accession.

    Attributes:
        reading: what one file may cost. recording: bytes of sound and film; other files have at most `reading.file`.
        free_space: bytes of the medium that stay free.
        passages: of one transaction, so that the write lock is held shortly.
    """

    reading: ReadLimits = field(default_factory=ReadLimits)
    recording: int = 16 << 30
    free_space: int = 64 << 20
    passages: int = 4_000

    @property
    def worker(self) -> ReadLimits:
        """What the worker is given: how large a file may be was checked by its kind when it was copied."""
        return replace(self.reading, file=max(self.reading.file, self.recording))
