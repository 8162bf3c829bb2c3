-- What a list of records calls a record: the list finds it again by this when its title was corrected. Lists of two
-- libraries may call two works by one number.
CREATE TABLE list_key (
  key       TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_key_record ON list_key (record_id);

-- What a person should look at in a record, and what of its text was stored in an old encoding: what the terminal told
-- when it was added is asked for later.
CREATE TABLE caveat (
  record INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  code   TEXT NOT NULL,
  PRIMARY KEY (record, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX caveat_code ON caveat (code);

CREATE TABLE conversion (
  record     INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  encoding   TEXT NOT NULL,
  evidence   TEXT NOT NULL,
  letters    INTEGER NOT NULL,
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- Two records that may be one work, the later one first. `decided` is what a person said: '' nothing yet, 'apart'.
CREATE TABLE likeness (
  record_id  TEXT NOT NULL,
  other_id   TEXT NOT NULL,
  reason     TEXT NOT NULL CHECK (reason IN ('identifier', 'title')),
  found_at   TEXT NOT NULL,
  decided    TEXT NOT NULL CHECK (decided IN ('', 'apart')),
  decided_at TEXT NOT NULL,
  PRIMARY KEY (record_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_other ON likeness (other_id);
CREATE INDEX item_size ON item (size);
CREATE INDEX identifier_plain ON identifier (replace(value, '-', ''), scheme);
-- The first line of `folded` is the title.
CREATE INDEX shown_title ON shown (substr(folded, 1, instr(folded, char(10))));

-- Where the readers of a record that went up in another are led.
CREATE TABLE moved (
  record_id TEXT PRIMARY KEY,
  into_id   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
