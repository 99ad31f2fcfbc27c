-- Users with an open WebSocket. How far a user has come changes with every trade: it is appended to
-- the feeds of those who are shown it, and others read it when they connect.
CREATE TABLE IF NOT EXISTS feed_listener (
  user_id INT NOT NULL PRIMARY KEY,
  until DATETIME(3) NOT NULL COMMENT 'renewed while a WebSocket is open',
  INDEX feed_listener_until (until)
) ENGINE=InnoDB;
