"""The base of every error that the starter shelf raises."""

from __future__ import annotations


class StarterError(Exception):
    """The starter shelf cannot be made."""


class ManuscriptError(StarterError):
    """A manuscript is not what a book can be made of: a missing title, picture or chapter, an unknown key."""
