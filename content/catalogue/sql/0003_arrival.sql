-- Which place a record has among those that came, where it is not that of its key: it took another's place.
ALTER TABLE record ADD COLUMN arrival INTEGER;
CREATE INDEX record_arrival ON record (coalesce(arrival, key));
