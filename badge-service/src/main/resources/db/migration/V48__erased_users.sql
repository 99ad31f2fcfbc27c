-- Users whom the platform removed, and where their numbers go on if they come back. Can be run again.
SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'badge_owner' AND COLUMN_NAME = 'removed') > 0, 'DO 0',
'ALTER TABLE badge_owner
  ADD COLUMN removed BOOLEAN NOT NULL DEFAULT FALSE COMMENT ''by a tombstone of the topic users'',
  ADD COLUMN platform_updated_at DATETIME(6) NULL COMMENT ''of the newest record of the topic users since the first tombstone; NULL: there was none'',
  ADD COLUMN platform_offset BIGINT NOT NULL DEFAULT -1 COMMENT ''of that record, in the user''''s partition'',
  ADD COLUMN erased_version BIGINT NOT NULL DEFAULT 0 COMMENT ''the highest number of a change of a badge that was erased: later badges begin above it''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
