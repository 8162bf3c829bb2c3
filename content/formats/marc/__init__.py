"""Catalogue records of MARC 21: ISO 2709 and MARCXML are read, MARCXML is written for an export."""

from content.formats.marc._crosswalk import CROSSWALK
from content.formats.marc._reader import MarcReader
from content.formats.marc._writing import written

__all__ = ["CROSSWALK", "MarcReader", "written"]
