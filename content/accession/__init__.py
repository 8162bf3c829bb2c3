"""Bringing things in: a file becomes a record with items, parts and passages, or is refused by name."""

from content.accession.checking import check_held, find_strays
from content.accession.closing import write_closing
from content.accession.limits import AccessionLimits
from content.accession.lists import flaw_said, read_list
from content.accession.outcome import Added, Became, Known, ListReport, Refused, Report
from content.accession.sentences import sentence
from content.accession.session import Accession
from content.accession.sweep import sweep
from content.accession.telling import told, warned
from content.accession.withdrawal import withdraw_records

__all__ = [
    "Accession",
    "AccessionLimits",
    "Added",
    "Became",
    "Known",
    "ListReport",
    "Refused",
    "Report",
    "check_held",
    "find_strays",
    "flaw_said",
    "read_list",
    "sentence",
    "sweep",
    "told",
    "warned",
    "withdraw_records",
    "write_closing",
]
