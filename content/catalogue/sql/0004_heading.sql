-- Folded lines of contents, one text a record, so that chapters are found without reading all contents: each line has
-- its syllables between single spaces.
CREATE TABLE heading (
  record INTEGER PRIMARY KEY REFERENCES record (key) ON DELETE CASCADE,
  folded TEXT NOT NULL
) STRICT;
