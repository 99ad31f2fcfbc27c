-- Identifiers are compared exactly.
ALTER TABLE badge_reservation
  MODIFY COLUMN saga_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
