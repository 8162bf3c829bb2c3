"""The catalogue sheet: a record in each row; read from CSV, XLSX, XLS and ODS, and written for an export.

Its reader, which needs libraries of sheets, is imported by name: `content.formats.listing.reader`.
"""

from content.formats.listing.column import Column
from content.formats.listing.columns import COLUMNS, documented
from content.formats.listing.names import column_of
from content.formats.listing.writing import written

__all__ = ["COLUMNS", "Column", "column_of", "documented", "written"]
