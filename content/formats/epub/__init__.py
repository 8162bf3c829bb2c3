"""Reads EPUB 2 and 3 into clean pages (`content.formats.flow`)."""

from content.formats.epub._reader import EpubReader

__all__ = ["EpubReader"]
