"""Shared by all rooms: the frame of a page, static files, forms, preferences, errors, the server."""
