-- A migration that failed, for a lock or a full disk, is run again by the next start: each is one statement, which
-- MySQL does whole or not at all, or can be run again at any point (shared-events/adr/0009).

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'flyway_schema_history') = 0,
  'DO 0', 'DELETE FROM flyway_schema_history WHERE success = 0');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
