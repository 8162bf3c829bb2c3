"""Records as rows: schema, reading what is visible, writing what was brought, staff's overlay, shelves."""

from content.catalogue.doubts import Doubts, doubtful, doubts_of, note_doubts
from content.catalogue.headings import in_headings
from content.catalogue.held import (
    BlobRole,
    Needing,
    all_holdings,
    damaged_holdings,
    has_holding,
    is_sound,
    needing,
    note_damage,
)
from content.catalogue.labels import Label, all_labels, label_item, labels, tongue_of, tongues
from content.catalogue.list_keys import has_key, note_keys, records_of_key
from content.catalogue.once import has_begun, has_mark, set_mark
from content.catalogue.openness import are_described, blobs_of, covers, open_blobs
from content.catalogue.overlay import Overlay, OverlayField, lay, overlay_of
from content.catalogue.reading import Catalogue
from content.catalogue.recordings import first_sounds
from content.catalogue.removing import drop_unseen, retire, unseen_records, was_withdrawn, withdraw
from content.catalogue.schema import MIGRATIONS
from content.catalogue.shelves import put_default_shelves, shelf_names
from content.catalogue.shown import Cover, Entry, FacetValue, Listing, Shelf, Shown, Wanted
from content.catalogue.soundness import broken_rules
from content.catalogue.spelling import spelled
from content.catalogue.staleness import (
    StaleMark,
    forget_marks,
    mark_all_stale,
    mark_stale,
    site_revision,
    stale_marks,
)
from content.catalogue.standing import Standing, standing
from content.catalogue.titles import TitleCache
from content.catalogue.work_log import last_outcome, note_outcome
from content.catalogue.writing import (
    LOCAL_PACK,
    Publication,
    activate_staged,
    add,
    add_holdings,
    add_parts,
    add_passages,
    blobs_named,
    damaged_blobs,
    describe_anew,
    find_by_item,
    has_record,
    keep_place,
    local_pack_version,
    own_record,
    publisher_id,
    stage,
)

__all__ = [
    "LOCAL_PACK",
    "MIGRATIONS",
    "BlobRole",
    "Catalogue",
    "Cover",
    "Doubts",
    "Entry",
    "FacetValue",
    "Label",
    "Listing",
    "Needing",
    "Overlay",
    "OverlayField",
    "Publication",
    "Shelf",
    "Shown",
    "StaleMark",
    "Standing",
    "TitleCache",
    "Wanted",
    "activate_staged",
    "add",
    "add_holdings",
    "add_parts",
    "add_passages",
    "all_holdings",
    "all_labels",
    "are_described",
    "blobs_named",
    "blobs_of",
    "broken_rules",
    "covers",
    "damaged_blobs",
    "damaged_holdings",
    "describe_anew",
    "doubtful",
    "doubts_of",
    "drop_unseen",
    "find_by_item",
    "first_sounds",
    "forget_marks",
    "has_begun",
    "has_holding",
    "has_key",
    "has_mark",
    "has_record",
    "in_headings",
    "is_sound",
    "keep_place",
    "label_item",
    "labels",
    "last_outcome",
    "lay",
    "local_pack_version",
    "mark_all_stale",
    "mark_stale",
    "needing",
    "note_damage",
    "note_doubts",
    "note_keys",
    "note_outcome",
    "open_blobs",
    "overlay_of",
    "own_record",
    "publisher_id",
    "put_default_shelves",
    "records_of_key",
    "retire",
    "set_mark",
    "shelf_names",
    "site_revision",
    "spelled",
    "stage",
    "stale_marks",
    "standing",
    "tongue_of",
    "tongues",
    "unseen_records",
    "was_withdrawn",
    "withdraw",
]
