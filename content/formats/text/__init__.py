"""Plain text and Markdown, of any encoding, to clean pages."""

from content.formats.text._markdown_reader import MarkdownReader
from content.formats.text._reader import TextReader

__all__ = ["MarkdownReader", "TextReader"]
