"""Rich Text Format, as Word, WordPad, LibreOffice and others write it (RTF 1.9.1)."""

from content.formats.rtf._reader import RtfReader

__all__ = ["RtfReader"]
