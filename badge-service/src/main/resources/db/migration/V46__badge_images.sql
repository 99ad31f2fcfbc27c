-- The images of badges, on IPFS as their metadata. Can be run again.
SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'badge' AND COLUMN_NAME = 'image_uri') > 0, 'DO 0',
'ALTER TABLE badge ADD COLUMN image_uri VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL COMMENT ''on IPFS''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
