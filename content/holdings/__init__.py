"""Blobs: files named by their hash, made durable by batch, read, and checked for fixity."""

from content.holdings.batch import BATCH_BLOBS, BATCH_BYTES, Batch, copy_hashed
from content.holdings.blobs import Blobs, hash_file
from content.holdings.fixity import Fault, FaultKind, check_blobs
from content.holdings.open_folder import OpenFolder

__all__ = [
    "BATCH_BLOBS",
    "BATCH_BYTES",
    "Batch",
    "Blobs",
    "Fault",
    "FaultKind",
    "OpenFolder",
    "check_blobs",
    "copy_hashed",
    "hash_file",
]
