"""Web pages to clean pages: single files, pages packed with their pictures (MHTML), zipped sites."""

from content.formats.html._reader import HtmlReader
from content.formats.html._site_reader import SiteReader

__all__ = ["HtmlReader", "SiteReader"]
