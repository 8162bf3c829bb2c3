-- What a part shows of a file, where it is not text alone: a page of it, a picture, a recording. A part without a row
-- here is text.
CREATE TABLE showing (
  record  INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  part    INTEGER NOT NULL,
  manner  TEXT NOT NULL CHECK (manner IN ('page', 'picture', 'sound', 'film')),
  item    INTEGER NOT NULL CHECK (item >= 0),
  page    INTEGER NOT NULL CHECK (page >= 0),
  width   INTEGER NOT NULL,
  height  INTEGER NOT NULL,
  seconds INTEGER NOT NULL CHECK (seconds >= 0),
  picture TEXT NOT NULL,
  large   TEXT NOT NULL,
  small   TEXT NOT NULL,
  playing TEXT NOT NULL,
  PRIMARY KEY (record, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE subtitles (
  record   INTEGER NOT NULL REFERENCES record (key) ON DELETE CASCADE,
  part     INTEGER NOT NULL,
  position INTEGER NOT NULL,
  language TEXT NOT NULL,
  label    TEXT NOT NULL,
  resource TEXT NOT NULL,
  PRIMARY KEY (record, part, position)
) STRICT, WITHOUT ROWID;

-- Recordings of people: who, where, when, and the consent without which the record is not public.
CREATE TABLE recording (
  record       INTEGER PRIMARY KEY REFERENCES record (key) ON DELETE CASCADE,
  person       TEXT NOT NULL,
  place        TEXT NOT NULL,
  ethnic_group TEXT NOT NULL,
  recorded     TEXT NOT NULL,
  consent_by   TEXT NOT NULL,
  consent_how  TEXT NOT NULL,
  consent_for  TEXT NOT NULL
) STRICT;
