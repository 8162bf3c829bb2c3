"""Readers that make pictures smaller: what came from outside is decoded in the worker alone."""

from __future__ import annotations

from pathlib import Path

from content.formats.pictures import PictureError, home_picture, thumbnail, write_resource
from content.formats.reading import Description, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.records import Kind

READER = "content.formats.thumbnails:ThumbnailReader"
"""The name by which a worker is asked for it; no file that is brought is given to it."""
WIDTH, HEIGHT = 168, 244


class ThumbnailReader(Reader):
    """Takes any picture; its extract has one resource, the thumbnail, which is also its cover."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 refused while it is read
        """Every file: what is no picture is refused by name when it is read."""
        return True

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:  # noqa: ARG002 the worker enforces them
        """Makes the thumbnail.

        Raises:
            RefusedError: DAMAGED, it is no picture or cannot be made so small.
        """
        try:
            data = thumbnail(path.read_bytes(), WIDTH, HEIGHT)
        except PictureError as error:
            raise RefusedError(Refusal.DAMAGED, str(error)) from error
        made = write_resource(data, "jpg", "image/jpeg", scratch, (WIDTH, HEIGHT))
        return Extract(
            kind=Kind.PICTURE, media_type="image/jpeg", description=Description(), resources=(made,), cover=made.name
        )


class HomePictureReader(Reader):
    """Takes any picture; its extract has one resource, the picture as it is taken home."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 refused while it is read
        """Every file: what is no picture is refused by name when it is read."""
        return True

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:  # noqa: ARG002 the worker enforces them
        """Makes the picture.

        Raises:
            RefusedError: DAMAGED, it is no picture.
        """
        try:
            data, size = home_picture(path.read_bytes())
        except PictureError as error:
            raise RefusedError(Refusal.DAMAGED, str(error)) from error
        made = write_resource(data, "jpg", "image/jpeg", scratch, size)
        return Extract(
            kind=Kind.PICTURE, media_type="image/jpeg", description=Description(), resources=(made,), cover=made.name
        )
