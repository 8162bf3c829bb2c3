"""Word documents of since 2007 (Office Open XML, ECMA-376, ISO/IEC 29500)."""

from content.formats.docx._reader import DocxReader

__all__ = ["DocxReader"]
