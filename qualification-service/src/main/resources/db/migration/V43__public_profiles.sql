-- Which users show their NFTs to everybody. Can be run again.

CREATE TABLE IF NOT EXISTS user_profile (
  user_id INT NOT NULL,
  is_public BOOLEAN NOT NULL,
  updated_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (user_id)
) ENGINE=InnoDB;
