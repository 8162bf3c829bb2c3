-- Where reading starts: past the cover and the publisher's pages, where the file tells or shows it.
ALTER TABLE record ADD COLUMN start_part INTEGER NOT NULL DEFAULT 1 CHECK (start_part > 0);
ALTER TABLE record ADD COLUMN start_place TEXT NOT NULL DEFAULT '';
