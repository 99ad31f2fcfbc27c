-- The images of the catalogue's badges, pinned before the metadata that names them. One statement: all of it or nothing.
-- What is pinned without an image becomes due once the catalogue names one. Can be run again.
SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'badge_asset' AND COLUMN_NAME = 'image_cid') > 0, 'DO 0',
'ALTER TABLE badge_asset
  ADD COLUMN image_cid VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT ''NULL: the badge has no image'',
  ADD COLUMN pinning_error VARCHAR(500) NULL COMMENT ''why the newest attempt failed; NULL: none did''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
