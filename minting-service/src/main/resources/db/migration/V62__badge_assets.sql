-- The metadata of the catalogue's badges, pinned once each. Can be run again.
CREATE TABLE IF NOT EXISTS badge_asset (
  badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  metadata_cid VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  attempts INT NOT NULL DEFAULT 0,
  pinned_at DATETIME(3) NULL,
  next_action_at DATETIME(3) NULL COMMENT 'when the pinning goes on; NULL when pinned',
  PRIMARY KEY (badge),
  INDEX idx_next_action (next_action_at)
) ENGINE=InnoDB;
