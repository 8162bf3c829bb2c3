"""Catalogue records of MARC 21: ISO 2709 and MARCXML."""

from content.formats.marc._reader import MarcReader

__all__ = ["MarcReader"]
