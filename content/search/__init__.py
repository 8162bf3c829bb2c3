"""Finding: what records are called, with marks or without."""

from content.search.titles import rank_titles

__all__ = ["rank_titles"]
