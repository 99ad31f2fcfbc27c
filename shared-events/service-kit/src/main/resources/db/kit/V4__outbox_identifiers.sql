-- Identifiers are compared exactly.
ALTER TABLE outbox
  MODIFY COLUMN id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ce_id',
  MODIFY COLUMN aggregatetype VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'topic',
  MODIFY COLUMN type VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ce_type',
  MODIFY COLUMN source VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ce_source',
  MODIFY COLUMN schemaversion VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'ce_schemaversion',
  MODIFY COLUMN traceparent VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL;
