"""The library's pages: what a villager sees. A page's noun names its module, its templates and its test."""

from webapp.library.app import create_app

__all__ = ["create_app"]
