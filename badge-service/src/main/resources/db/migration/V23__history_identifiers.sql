-- Identifiers are compared exactly.
ALTER TABLE badge_history
  MODIFY COLUMN saga_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL;
