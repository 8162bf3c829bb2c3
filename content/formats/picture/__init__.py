"""Reads single pictures: photographs, drawings and scans, in the sizes in which phones show them."""

from content.formats.picture._reader import PictureReader

__all__ = ["PictureReader"]
