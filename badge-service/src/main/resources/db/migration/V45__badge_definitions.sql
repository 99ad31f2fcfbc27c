-- Event and special badges, which an administrator defines; the badge catalogue's are not in it. Can be run again.
CREATE TABLE IF NOT EXISTS badge_definition (
  badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'identifier; one of the catalogue counts before it',
  badge_type ENUM('event_badge', 'special_badge') NOT NULL,
  badge_name VARCHAR(100) NOT NULL,
  description VARCHAR(500) NULL,
  icon VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  metadata_uri VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'on IPFS',
  defined_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'sub of the administrator who wrote it last',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (badge)
) ENGINE=InnoDB;
