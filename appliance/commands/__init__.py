"""The commands of a box, one module each: parse, call, print."""
