"""What a person meant who named files and folders, and which of the files are one record together."""

from content.accession.gathering.grouping import RECORDINGS, Candidate, Gathering, OfList
from content.accession.gathering.walk import candidates

__all__ = ["RECORDINGS", "Candidate", "Gathering", "OfList", "candidates"]
