"""Blobs: files named by their hash, made durable by batch, read, and checked for fixity."""

from content.holdings.batch import BATCH_BLOBS, BATCH_BYTES, Batch, copy_hashed
from content.holdings.blobs import Blobs, hash_file
from content.holdings.files import fsync_folder, syncfs, write_atomically
from content.holdings.fixity import Fault, FaultKind, check_blob, check_blobs, stray_blobs
from content.holdings.made_pages import MadePage, MadePages, Marker, Spot, etag_of, group_of, place_of
from content.holdings.open_folder import OpenFolder
from content.holdings.page_pictures import ENDINGS, PAGES, PagePicture, PagePictures, forget_pages
from content.holdings.thumbnails import AS_IT_IS, HomePictures, Thumbnails

__all__ = [
    "AS_IT_IS",
    "BATCH_BLOBS",
    "BATCH_BYTES",
    "ENDINGS",
    "PAGES",
    "Batch",
    "Blobs",
    "Fault",
    "FaultKind",
    "HomePictures",
    "MadePage",
    "MadePages",
    "Marker",
    "OpenFolder",
    "PagePicture",
    "PagePictures",
    "Spot",
    "Thumbnails",
    "check_blob",
    "check_blobs",
    "copy_hashed",
    "etag_of",
    "forget_pages",
    "fsync_folder",
    "group_of",
    "hash_file",
    "place_of",
    "stray_blobs",
    "syncfs",
    "write_atomically",
]
