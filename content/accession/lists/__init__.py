"""Lists of records: a catalogue sheet or a MARC file; each record goes in with its files, or as a printed book."""

from content.accession.lists.bringing import ListBringing
from content.accession.lists.reading import read_list
from content.accession.lists.telling import flaw_said, outcome_of

__all__ = ["ListBringing", "flaw_said", "outcome_of", "read_list"]
