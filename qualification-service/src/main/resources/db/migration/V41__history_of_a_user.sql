-- What happened to each user. The numbers are one sequence for all users: a number taken from a user's last row
-- would lock the gap behind it, where the next new user's first row belongs. Can be run again.

CREATE TABLE IF NOT EXISTS user_history (
  id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'in the order of consumption',
  user_id INT NOT NULL,
  event_key VARCHAR(170) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'kind, NFT or badge, and version: an event published again is found here',
  at DATETIME(3) NOT NULL COMMENT 'when it happened',
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  details TEXT NOT NULL COMMENT 'JSON object; text, because it is only handed on',
  PRIMARY KEY (id),
  UNIQUE KEY one_event (user_id, event_key),
  INDEX idx_time (user_id, at),
  FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE=InnoDB;
