"""Shared by all rooms: the frame of a page, static files, translations, forms, preferences, errors, the server."""
