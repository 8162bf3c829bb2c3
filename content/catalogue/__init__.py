"""Records as rows: schema, reading what is visible, writing what was brought, staff's overlay, shelves."""

from content.catalogue.openness import are_described, blobs_of, covers, open_blobs
from content.catalogue.overlay import Overlay, OverlayField, lay, overlay_of
from content.catalogue.reading import Catalogue
from content.catalogue.schema import MIGRATIONS
from content.catalogue.shelves import put_default_shelves
from content.catalogue.shown import Cover, Entry, FacetValue, Listing, Shelf, Shown, Wanted
from content.catalogue.staleness import mark_stale, site_revision
from content.catalogue.titles import TitleCache
from content.catalogue.writing import (
    LOCAL_PACK,
    Publication,
    activate_staged,
    add,
    add_holdings,
    add_passages,
    blobs_named,
    damaged_blobs,
    describe_anew,
    drop_staged,
    find_by_item,
    has_record,
    local_pack_version,
    publisher_id,
    stage,
    staged_records,
    was_withdrawn,
    withdraw,
)

__all__ = [
    "LOCAL_PACK",
    "MIGRATIONS",
    "Catalogue",
    "Cover",
    "Entry",
    "FacetValue",
    "Listing",
    "Overlay",
    "OverlayField",
    "Publication",
    "Shelf",
    "Shown",
    "TitleCache",
    "Wanted",
    "activate_staged",
    "add",
    "add_holdings",
    "add_passages",
    "are_described",
    "blobs_named",
    "blobs_of",
    "covers",
    "damaged_blobs",
    "describe_anew",
    "drop_staged",
    "find_by_item",
    "has_record",
    "lay",
    "local_pack_version",
    "mark_stale",
    "open_blobs",
    "overlay_of",
    "publisher_id",
    "put_default_shelves",
    "site_revision",
    "stage",
    "staged_records",
    "was_withdrawn",
    "withdraw",
]
