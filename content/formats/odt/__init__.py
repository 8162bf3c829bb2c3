"""OpenDocument texts, packed and flat (ODF 1.3, ISO/IEC 26300)."""

from content.formats.odt._reader import OdtReader

__all__ = ["OdtReader"]
