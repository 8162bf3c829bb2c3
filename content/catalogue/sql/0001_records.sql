-- Who this library is, and what it went through once. `publisher` is drawn at first start and never changes;
-- `site-revision` grows with every change that readers may see; every other name is a mark that is set once.
CREATE TABLE identity (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- A record is visible only while the version of the pack that brought it is active.
CREATE TABLE pack_version (
  id      INTEGER PRIMARY KEY,
  pack    TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  state   TEXT NOT NULL CHECK (state IN ('staged', 'active', 'retired')),
  UNIQUE (pack, version)
) STRICT;
CREATE UNIQUE INDEX pack_version_active ON pack_version (pack) WHERE state = 'active';

CREATE TABLE record (
  key           INTEGER PRIMARY KEY,
  pack_version  INTEGER NOT NULL REFERENCES pack_version (id) ON DELETE CASCADE,
  id            TEXT NOT NULL,
  revision      INTEGER NOT NULL CHECK (revision > 0),
  kind          TEXT NOT NULL,
  title         TEXT NOT NULL CHECK (title <> ''),
  publisher     TEXT NOT NULL,
  issued        TEXT NOT NULL,
  description   TEXT NOT NULL,
  language      TEXT NOT NULL,
  script        TEXT NOT NULL,
  audience      TEXT NOT NULL,
  institution   TEXT,
  source        TEXT NOT NULL,
  coverage      TEXT NOT NULL,
  shelf         TEXT NOT NULL,
  part_of       TEXT,
  layout        TEXT NOT NULL,
  direction     TEXT NOT NULL,
  cover         TEXT NOT NULL,
  rights_class  TEXT NOT NULL,
  rights_holder TEXT NOT NULL,
  rights_note   TEXT NOT NULL,
  rights_until  TEXT,
  seats         INTEGER CHECK (seats > 0),
  download      INTEGER CHECK (download IN (0, 1)),
  added_at      TEXT NOT NULL,
  clock         TEXT NOT NULL CHECK (clock IN ('trusted', 'untrusted')),
  UNIQUE (pack_version, id)
) STRICT;
CREATE INDEX record_id ON record (id);

CREATE TABLE creator (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  role     TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  scheme   TEXT NOT NULL CHECK (scheme IN ('ddc', 'keyword')),
  value    TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE identifier (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  scheme   TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
  record     INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES holding (sha256),
  size       INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  name       TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_sha256 ON item (sha256);

-- Printed copies in cupboards. Borrowers are never recorded.
CREATE TABLE print_copy (
  record      INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  holder      TEXT NOT NULL,
  cupboard    TEXT NOT NULL,
  copies      INTEGER NOT NULL CHECK (copies > 0),
  call_number TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- Dated issues of a periodical that stand in a cupboard; issues that can be read are records with part_of.
CREATE TABLE issue (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  issued   TEXT NOT NULL,
  label    TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- What is read: parts in order, the contents, pictures and styles, and passages for search.
CREATE TABLE part (
  record     INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  number     INTEGER NOT NULL CHECK (number > 0),
  title      TEXT NOT NULL,
  body       TEXT NOT NULL REFERENCES holding (sha256),
  characters INTEGER NOT NULL,
  style      TEXT NOT NULL,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_body ON part (body);

CREATE TABLE contents (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  depth    INTEGER NOT NULL CHECK (depth >= 0),
  title    TEXT NOT NULL,
  part     INTEGER NOT NULL,
  place    TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource (
  record     INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  blob       TEXT NOT NULL REFERENCES holding (sha256),
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  PRIMARY KEY (record, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_blob ON resource (blob);

CREATE TABLE passage (
  record  INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  part    INTEGER NOT NULL,
  place   TEXT NOT NULL,
  heading TEXT NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (record, number)
) STRICT;

-- The fact that this library has a verified blob.
CREATE TABLE holding (
  sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size    INTEGER NOT NULL CHECK (size >= 0),
  damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Staff's changes, laid over records of any pack; they survive updates. Field names: see catalogue/overlay.py.
CREATE TABLE overlay (
  record_id TEXT NOT NULL,
  field     TEXT NOT NULL,
  value     TEXT NOT NULL,
  set_at    TEXT NOT NULL,
  PRIMARY KEY (record_id, field)
) STRICT, WITHOUT ROWID;

-- One row a record for lists and title search: the record as the overlay leaves it. Written with the record.
CREATE TABLE shown (
  record       INTEGER PRIMARY KEY REFERENCES record (key) ON DELETE CASCADE,
  id           TEXT NOT NULL,
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,
  sort_key     BLOB NOT NULL,
  folded       TEXT NOT NULL,
  creators     TEXT NOT NULL,
  language     TEXT NOT NULL,
  audience     TEXT NOT NULL,
  institution  TEXT NOT NULL,
  shelf        TEXT NOT NULL,
  issued       TEXT NOT NULL,
  part_of      TEXT NOT NULL,
  parts        INTEGER NOT NULL,
  hidden       INTEGER NOT NULL CHECK (hidden IN (0, 1)),
  featured     INTEGER NOT NULL CHECK (featured IN (0, 1)),
  pinned       INTEGER NOT NULL CHECK (pinned IN (0, 1))
) STRICT;
CREATE INDEX shown_sort ON shown (sort_key);
CREATE INDEX shown_id ON shown (id);
CREATE INDEX shown_part_of ON shown (part_of) WHERE part_of <> '';

CREATE TABLE shown_subject (
  record INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  value  TEXT NOT NULL,
  PRIMARY KEY (value, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_subject_record ON shown_subject (record);

-- Records that were here and are no more: their addresses answer "gone", not "unknown".
CREATE TABLE withdrawn (
  record_id    TEXT PRIMARY KEY,
  withdrawn_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Records whose made things must be made anew. Every change leaves a mark of its own: one that comes while an
-- earlier one is being worked off is not taken for done with it.
CREATE TABLE stale (
  mark      INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id TEXT NOT NULL
) STRICT;

-- Shelves and home tiles are data. `rule` is JSON: kinds, audience, institutions, ddc, coverage; any that fits is enough.
CREATE TABLE shelf (
  id       TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  tile     INTEGER NOT NULL CHECK (tile IN (0, 1)),
  titles   TEXT NOT NULL,
  hints    TEXT NOT NULL,
  icon     TEXT NOT NULL,
  cloth    TEXT NOT NULL,
  motif    TEXT NOT NULL,
  rule     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What came of each periodic task, written where it differs from the run before; which tasks there are stands in appliance/tasks.py.
CREATE TABLE task (
  name       TEXT PRIMARY KEY,
  started_at TEXT NOT NULL,
  ended_at   TEXT NOT NULL,
  outcome    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
