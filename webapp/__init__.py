"""Everything a person sees: the library's pages for villagers, and the frame that all rooms share."""
