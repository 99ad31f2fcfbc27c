-- As V25, for badges. Can be run again.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'badge' AND COLUMN_NAME = 'version') > 0, 'DO 0',
'ALTER TABLE badge
  ADD COLUMN version BIGINT NULL COMMENT ''of the newest event about it; NULL: published before there were versions, older than any''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
