"""What is made from what is held: thumbnails, open folder, folded rows, pages. May be deleted, and is remade."""

from appliance.making.closing import marker_of, prepare_pages
from appliance.making.covers import CoverMaker
from appliance.making.folded import FoldedMaker
from appliance.making.home_pictures import HomePictureMaker
from appliance.making.maker import Maker
from appliance.making.open_links import OpenLinkMaker
from appliance.making.page_pictures import PagePictureMaker
from appliance.making.pages import PageMaker, PageSource
from appliance.making.queue import catch_up, compare_all, drain, remake_all

__all__ = [
    "CoverMaker",
    "FoldedMaker",
    "HomePictureMaker",
    "Maker",
    "OpenLinkMaker",
    "PageMaker",
    "PagePictureMaker",
    "PageSource",
    "catch_up",
    "compare_all",
    "drain",
    "marker_of",
    "prepare_pages",
    "remake_all",
]
