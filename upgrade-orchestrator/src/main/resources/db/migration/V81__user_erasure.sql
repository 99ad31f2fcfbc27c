-- Users whom the platform removed, until nothing of them can come any more: an operation may be open, events may be under way.
CREATE TABLE IF NOT EXISTS user_erasure (
  user_id INT NOT NULL PRIMARY KEY,
  removed_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  INDEX idx_removed_at (removed_at)
) ENGINE=InnoDB;
