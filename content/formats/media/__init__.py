"""Reads recordings: sound, film, and the subtitles that lie beside them."""

from content.formats.media._reader import MediaReader
from content.formats.media._subtitles_reader import SubtitlesReader

__all__ = ["MediaReader", "SubtitlesReader"]
