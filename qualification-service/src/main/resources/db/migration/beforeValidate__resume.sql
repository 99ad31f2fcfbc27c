-- A migration that failed half-way is run again: V13 after beforeMigrate__resume_V13.sql has taken it back, those
-- from V21 on because they can be run again at any point. See adr/0006.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'flyway_schema_history') = 0,
  'DO 0', 'DELETE FROM flyway_schema_history WHERE success = 0 AND (version = ''13'' OR version + 0 >= 21)');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
