"""Word documents of before 2007, in the binary format ([MS-DOC])."""

from content.formats.doc._reader import DocReader

__all__ = ["DocReader"]
