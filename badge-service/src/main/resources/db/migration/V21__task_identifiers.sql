-- Identifiers are compared exactly.
ALTER TABLE task_progress
  MODIFY COLUMN task VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
