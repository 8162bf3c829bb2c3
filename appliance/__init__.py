"""The box without its pages: what it is set to, its clock, its tasks, what it makes, and its commands."""
