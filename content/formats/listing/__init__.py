"""The catalogue sheet: a record in each row; read from CSV, XLSX, XLS and ODS, and written for an export."""

from content.formats.listing.columns import COLUMNS, Column, column_of, documented
from content.formats.listing.reader import ListingReader
from content.formats.listing.writing import written

__all__ = ["COLUMNS", "Column", "ListingReader", "column_of", "documented", "written"]
