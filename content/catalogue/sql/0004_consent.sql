-- A recording of a person without her consent is on no list: also where a release that knows nothing of consent writes
-- the row that lists read.
CREATE TRIGGER shown_with_consent_alone AFTER INSERT ON shown
WHEN new.hidden = 0 AND EXISTS (SELECT 1 FROM recording WHERE record = new.record AND consent_by = '')
BEGIN UPDATE shown SET hidden = 1 WHERE record = new.record; END;

UPDATE shown SET hidden = 1 WHERE record IN (SELECT record FROM recording WHERE consent_by = '');
