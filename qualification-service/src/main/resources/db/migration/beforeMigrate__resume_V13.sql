-- V13 is several statements, each committed by itself. When the process died between two of them, this takes
-- back what they did, so that V13 runs from its beginning; it does nothing in any other state. The last statement
-- is the one by which such a state is recognized. See adr/0006.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'flyway_schema_history') = 0,
  'SELECT 1 INTO @applied', 'SELECT COUNT(*) INTO @applied FROM flyway_schema_history WHERE version = ''13'' AND success = 1');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;

SET @halfway = @applied = 0 AND (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'unlinked_volume') = 1;

SET @ddl = IF(@halfway, 'DROP VIEW IF EXISTS wallet_volume', 'DO 0');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;

SET @ddl = IF(@halfway, 'DROP TABLE IF EXISTS snapshot_queue', 'DO 0');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;

SET @ddl = IF(@halfway AND (SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'user' AND INDEX_NAME = 'idx_snapshot_due') = 0,
  'ALTER TABLE `user` ADD INDEX idx_snapshot_due (snapshot_due)', 'DO 0');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;

SET @ddl = IF(@halfway, 'RENAME TABLE unlinked_volume TO wallet_volume', 'DO 0');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
