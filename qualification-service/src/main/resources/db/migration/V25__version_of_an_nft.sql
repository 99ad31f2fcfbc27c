-- An older event changes nothing, whichever partition or replay it comes from. Can be run again.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'nft' AND COLUMN_NAME = 'version') > 0, 'DO 0',
'ALTER TABLE nft
  ADD COLUMN version BIGINT NULL COMMENT ''of the newest event about it; NULL: published before there were versions, older than any''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
