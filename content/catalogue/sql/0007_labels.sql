-- Recordings that say the name of a page, so that it can be heard. `says` is the page's address without a language.
CREATE TABLE label (
  record INTEGER PRIMARY KEY REFERENCES record (key) ON DELETE CASCADE,
  says   TEXT NOT NULL CHECK (says LIKE '/%')
) STRICT;
CREATE INDEX label_says ON label (says);
-- They stand beside the name that they say, and on no list: also where a release that knows nothing of them writes the
-- row that lists read.
CREATE TRIGGER shown_without_labels AFTER INSERT ON shown
WHEN new.hidden = 0 AND EXISTS (SELECT 1 FROM label WHERE record = new.record)
BEGIN UPDATE shown SET hidden = 1 WHERE record = new.record; END;
