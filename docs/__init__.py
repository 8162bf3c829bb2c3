"""The documents; `tables` makes the parts of them that are generated from the program."""
