"""Documents for people, made of what is held."""
