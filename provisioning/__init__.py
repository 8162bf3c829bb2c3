"""Boxes coming to life: image, identity, first boot, starter shelf, poster, restore, retire."""
