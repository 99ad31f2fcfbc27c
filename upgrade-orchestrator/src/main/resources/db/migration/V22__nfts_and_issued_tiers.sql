-- Read models of nft-events. Each statement can be repeated.

-- Each tiered NFT as its newest event tells of it. Which one a user holds is derived from these rows.
CREATE TABLE IF NOT EXISTS nft_holding (
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  user_id INT NOT NULL COMMENT 'the owner, or the last one',
  level TINYINT NOT NULL,
  status ENUM('unlocked', 'active', 'inactive', 'burned') NULL COMMENT 'NULL only within the transaction that inserts the row',
  version BIGINT NULL COMMENT 'of the newest event; NULL: published before there were versions, older than any',
  changed_at DATETIME(6) NULL COMMENT 'time of that event; decides among those without a version',
  recorded_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  INDEX nft_holding_user (user_id, status)
) ENGINE=InnoDB;

-- Tiers that were ever minted to a user; never deleted.
CREATE TABLE IF NOT EXISTS issued_tier (
  user_id INT NOT NULL,
  level TINYINT NOT NULL,
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of one of its NFTs: it may have been issued again',
  PRIMARY KEY (user_id, level)
) ENGINE=InnoDB;

-- What was known before: an event of the last day may still be newer.
INSERT IGNORE INTO nft_holding (mint_address, user_id, level, status, version, changed_at)
  SELECT nft_mint, user_id, nft_level, 'unlocked', NULL, UTC_TIMESTAMP(6) - INTERVAL 1 DAY
  FROM user_feed WHERE nft_level BETWEEN 1 AND 5 AND nft_mint IS NOT NULL;

INSERT INTO nft_holding (mint_address, user_id, level, status, version, changed_at)
  SELECT old_mint, user_id, from_level, 'burned', NULL, UTC_TIMESTAMP(6) - INTERVAL 1 DAY
  FROM saga WHERE burned AND old_mint IS NOT NULL
  ON DUPLICATE KEY UPDATE status = 'burned';

INSERT IGNORE INTO issued_tier (user_id, level, mint_address)
  SELECT user_id, to_level, new_mint FROM saga
  WHERE status IN ('mint_confirmed', 'completed') AND new_mint IS NOT NULL;
