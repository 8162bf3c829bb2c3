"""The base of every error that content raises."""

from __future__ import annotations


class ContentError(Exception):
    """Something about what is held, or what was brought, is wrong."""


class UnknownRecordError(ContentError):
    """No record of this id is held."""


class LibraryDamagedError(ContentError):
    """A database or file of the library is not what it was when it was written."""


class LibraryTooNewError(ContentError):
    """The library was written by a later release that this one does not know."""
