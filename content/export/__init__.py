"""Taking the catalogue and its files out again, in forms that others read: MARCXML, a sheet, BagIt. No lock-in."""

from content.export.bag import Bag, BagReport, write_bag
from content.export.choosing import Chosen, chosen
from content.export.lists import write_csv, write_marcxml
from content.export.room import NoRoomError

__all__ = ["Bag", "BagReport", "Chosen", "NoRoomError", "chosen", "write_bag", "write_csv", "write_marcxml"]
