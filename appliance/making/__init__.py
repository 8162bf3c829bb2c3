"""What is made from what is held: thumbnails, open folder, folded rows. May be deleted at any moment; is remade."""

from appliance.making.covers import CoverMaker
from appliance.making.folded import FoldedMaker
from appliance.making.maker import Maker
from appliance.making.open_links import OpenLinkMaker
from appliance.making.page_pictures import PagePictureMaker
from appliance.making.queue import compare_all, drain, remake_all

__all__ = [
    "CoverMaker",
    "FoldedMaker",
    "Maker",
    "OpenLinkMaker",
    "PagePictureMaker",
    "compare_all",
    "drain",
    "remake_all",
]
