-- The version of a user's row: what was read of an older one never replaces what was read of a newer one. Can be run again.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'user' AND COLUMN_NAME = 'row_version') > 0, 'DO 0',
'ALTER TABLE `user`
  ADD COLUMN row_version BIGINT NOT NULL DEFAULT 0 COMMENT ''raised by each change of what is told about the user'',
  ADD COLUMN shared_wallet BOOLEAN NOT NULL DEFAULT FALSE COMMENT ''the linked wallet had another user before: wallet_link says whom a trade counts for''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
