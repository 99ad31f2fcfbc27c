-- Since when user_history is complete: events consumed before it existed are not in it. Can be run again.

CREATE TABLE IF NOT EXISTS history_start (
  id TINYINT NOT NULL DEFAULT 1,
  at DATETIME(3) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;

INSERT IGNORE INTO history_start (id, at) VALUES (1, UTC_TIMESTAMP(3));
