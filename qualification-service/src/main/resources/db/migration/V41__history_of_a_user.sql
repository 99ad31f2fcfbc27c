-- What happened to each user, in the order in which it was consumed. Can be run again.

CREATE TABLE IF NOT EXISTS user_history (
  user_id INT NOT NULL,
  seq BIGINT NOT NULL COMMENT 'in the order of consumption; the oldest rows of a user are deleted beyond a number',
  event_key VARCHAR(170) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'kind, NFT or badge, and version: an event published again is found here',
  at DATETIME(3) NOT NULL COMMENT 'when it happened',
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  details TEXT NOT NULL COMMENT 'JSON object; text, because it is only handed on',
  PRIMARY KEY (user_id, seq),
  UNIQUE KEY one_event (user_id, event_key),
  INDEX idx_time (user_id, at, seq),
  FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE=InnoDB;
