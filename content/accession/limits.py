"""What one accession may cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.formats.reading import ReadLimits


@dataclass(frozen=True, kw_only=True)
class AccessionLimits:
    """Bounds of one accession.

    Attributes:
        free_space: bytes of the medium that stay free.
        passages: of one transaction, so that the write lock is held shortly.
    """

    reading: ReadLimits = field(default_factory=ReadLimits)
    free_space: int = 64 << 20
    passages: int = 4_000
