"""What is told of a file that is refused: what it is, what its name claims, and whether anything is wrong at all."""

from __future__ import annotations

import contextlib

from content.accession.gathering import Candidate
from content.accession.opening import first_kind
from content.accession.outcome import Refused
from content.accession.sidecar import SidecarError
from content.formats.kinds import CLAIMED, COMPANIONS
from content.formats.reading import Refusal, RefusedError


def refused(candidate: Candidate, error: RefusedError) -> Refused:
    """The outcome of a candidate that is refused.

    A file of a kind that no reader knows is no fault where it merely stood in a folder, is no document, claims by its
    name to be nothing that is read here, and has no sidecar: covers and notes stand beside books everywhere.
    """
    if isinstance(error, SidecarError):
        return Refused(candidate.name, error.refusal, error.detail, sidecar=error.faults, sidecar_name=error.name)
    if candidate.is_beside or error.refusal is Refusal.BESIDE:
        # A cover that cannot be read is no loss: what it stands beside is whole.
        return Refused(candidate.name, Refusal.BESIDE, error.detail, is_fault=not candidate.in_folder)
    if error.refusal is not Refusal.UNKNOWN_KIND or candidate.path is None:
        return Refused(candidate.name, error.refusal, error.detail)
    kind = None
    with contextlib.suppress(RefusedError):  # it may be gone by now
        kind = first_kind(candidate.path)
    claimed = CLAIMED.get(candidate.path.suffix.lower())
    return Refused(
        candidate.name,
        error.refusal,
        error.detail,
        kind=kind,
        claimed=claimed if claimed is not kind else None,
        is_fault=not candidate.in_folder
        or claimed is not None
        or candidate.sidecar is not None
        or (kind is not None and kind not in COMPANIONS),
    )
