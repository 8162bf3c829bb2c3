"""Lists as reading apps want them: OPDS 1.2 (Atom) and 2.0 (JSON), from one description."""
