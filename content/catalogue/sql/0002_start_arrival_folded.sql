-- Where reading starts: past the cover and the publisher's pages, where the file tells or shows it.
ALTER TABLE record ADD COLUMN start_part INTEGER NOT NULL DEFAULT 1 CHECK (start_part > 0);
ALTER TABLE record ADD COLUMN start_place TEXT NOT NULL DEFAULT '';

-- Which place a record has among those that came, where it is not that of its key: it took another's place.
ALTER TABLE record ADD COLUMN arrival INTEGER;
CREATE INDEX record_arrival ON record (coalesce(arrival, key));

-- The two tables below are made from others. What an earlier release wrote has no row in them: it is filled in later,
-- in small steps, so that no upgrade makes readers wait.

-- Folded lines of contents, one text a record, so that chapters are found without reading all contents: each line has
-- its syllables between single spaces. `marked` has its words with marks, each once.
CREATE TABLE heading (
  record INTEGER PRIMARY KEY REFERENCES record (key) ON DELETE CASCADE,
  folded TEXT NOT NULL,
  marked TEXT NOT NULL
) STRICT;

-- How a subject is compared and sorted, once for all records that have it.
CREATE TABLE subject_form (
  value    TEXT PRIMARY KEY,
  exact    TEXT NOT NULL,
  sort_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX subject_form_exact ON subject_form (exact);
