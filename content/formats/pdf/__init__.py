"""Reads PDF: one part a page, with the text that is written on it, and draws its pages.

The body of a page is an HTML fragment of paragraphs (`p`) and headings (`h2`) without any attribute; what is found is
found on a page, not at a place of it. Pages without text share one empty file. What a page looks like is drawn when
somebody asks for it.
"""

from content.formats.pdf._reader import PdfReader

__all__ = ["PdfReader"]
