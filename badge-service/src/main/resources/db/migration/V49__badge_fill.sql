-- How far badges that were awarded before the catalogue named metadata and images were given them. Can be run again.
CREATE TABLE IF NOT EXISTS badge_fill (
  name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  next_id INT NOT NULL DEFAULT 0 COMMENT 'of the badge that is read next',
  due_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3))
) ENGINE=InnoDB;

INSERT IGNORE INTO badge_fill (name) VALUES ('assets');
