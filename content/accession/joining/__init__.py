"""Several files become one record: each is read by itself, what was read is joined, what is there already grows."""

from content.accession.joining.fetching import SUBTITLES_TYPE, Fetching
from content.accession.joining.joined import publication_of
from content.accession.joining.kept import Kept
from content.accession.joining.merging import CannotJoinError, Hindrance, Merging
from content.accession.joining.pieces import Piece, taken
from content.accession.joining.together import Together

__all__ = [
    "SUBTITLES_TYPE",
    "CannotJoinError",
    "Fetching",
    "Hindrance",
    "Kept",
    "Merging",
    "Piece",
    "Together",
    "publication_of",
    "taken",
]
