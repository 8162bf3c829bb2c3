"""Reads comics and picture books that are archives of pictures (CBZ), and plain ZIP files of photographs."""

from content.formats.comic._reader import ComicReader

__all__ = ["ComicReader"]
