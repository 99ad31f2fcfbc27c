-- Each tier is minted to a user once, whatever became of the NFT. Can be run again.

CREATE TABLE IF NOT EXISTS issued_tier (
  user_id INT NOT NULL,
  level TINYINT NOT NULL,
  PRIMARY KEY (user_id, level)
) ENGINE=InnoDB;

INSERT IGNORE INTO issued_tier (user_id, level) SELECT user_id, nft_level FROM nft WHERE nft_level < 6;
