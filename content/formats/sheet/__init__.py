"""Sheets: XLSX, XLSB, XLS, ODS and plain text in columns, as workbooks of cells and as tables to be read."""

from content.formats.sheet.reader import SheetReader

__all__ = ["SheetReader"]
