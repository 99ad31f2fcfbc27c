-- Users, trades and qualifications (data models v1 and v2), and the read models that the rules need.

CREATE TABLE `user` (
  id INT NOT NULL COMMENT 'the platform''s id',
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the linked wallet: its trades count',
  announced_wallet VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'wallet in the newest record of the topic users; it is linked unless a newer record of another user names it too',
  announced_at DATETIME(6) NULL COMMENT 'updatedAt of that record; NULL: not announced yet',
  current_nft_level TINYINT NOT NULL DEFAULT 0 COMMENT 'level of the tiered NFT held (1-5), 0 for none',
  current_nft_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  last_active_nft_id INT NULL COMMENT 'row of the tiered NFT held, in nft',
  last_nft_upgrade DATETIME(3) NULL,
  resumable_level TINYINT NOT NULL DEFAULT 0 COMMENT 'level of a burned tiered NFT that has no successor yet, 0 for none',
  resumable_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  next_level TINYINT NOT NULL DEFAULT 1 COMMENT 'the level that can be obtained next, 0 when there is none',
  cached_trading_volume DECIMAL(30,10) NOT NULL DEFAULT 0 COMMENT 'volume of the linked wallet',
  last_volume_update DATETIME(3) NULL,
  snapshot_version BIGINT NOT NULL DEFAULT 0 COMMENT 'of the newest published snapshot',
  snapshot_volume DECIMAL(30,10) NOT NULL DEFAULT 0 COMMENT 'in the newest published snapshot',
  snapshot_at DATETIME(3) NULL,
  snapshot_due DATETIME(3) NULL COMMENT 'when a delayed snapshot is to be published; NULL: nothing is waiting',
  createdAt DATETIME DEFAULT CURRENT_TIMESTAMP,
  updatedAt DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE KEY unique_wallet_address (wallet_address),
  INDEX idx_announced_wallet (announced_wallet),
  INDEX idx_nft_level (current_nft_level),
  INDEX idx_cached_volume (cached_trading_volume),
  INDEX idx_snapshot_due (snapshot_due)
) ENGINE=InnoDB;

-- The ledger: every trade once. No secondary index: this is the table that grows.
CREATE TABLE trades (
  trade_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  total_usd_price DECIMAL(30,10) NOT NULL,
  trade_type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: named by a reversal, not received itself yet',
  counts BOOLEAN NOT NULL COMMENT 'towards volume, unless reversed',
  reverses VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'only in a reversal: the reversed trade',
  reversed_by VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the reversal of this trade',
  executed_at DATETIME(3) NULL,
  batch_id BIGINT NOT NULL COMMENT 'the batch that wrote the row: tells new rows from duplicates',
  createdAt DATETIME DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (trade_id),
  CONSTRAINT price_not_negative CHECK (total_usd_price >= 0)
) ENGINE=InnoDB;

-- The truth about volume; trades of wallets that nobody has linked wait here.
CREATE TABLE wallet_volume (
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  volume DECIMAL(30,10) NOT NULL DEFAULT 0,
  updatedAt DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (wallet_address)
) ENGINE=InnoDB;

CREATE TABLE usernftqualification (
  id INT AUTO_INCREMENT PRIMARY KEY,
  user_id INT NOT NULL,
  target_level TINYINT NOT NULL CHECK (target_level BETWEEN 1 AND 5),
  current_volume DECIMAL(30,10) DEFAULT 0,
  required_volume DECIMAL(30,10) NOT NULL,
  badges_collected INT DEFAULT 0,
  badges_required INT DEFAULT 0,
  is_qualified BOOLEAN DEFAULT FALSE,
  last_checked_at DATETIME,
  createdAt DATETIME DEFAULT CURRENT_TIMESTAMP,
  updatedAt DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE,
  UNIQUE KEY unique_user_target (user_id, target_level),
  INDEX idx_qualified (is_qualified),
  INDEX idx_last_checked (last_checked_at)
) ENGINE=InnoDB;

-- Read model of badge-events.
CREATE TABLE badge (
  badge_identifier VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id INT NOT NULL,
  badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'identifier in the catalogue',
  level TINYINT NULL COMMENT 'the level whose upgrade needs it',
  state ENUM('owned', 'bound', 'reserved', 'consumed') NOT NULL,
  changed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (badge_identifier),
  INDEX idx_user_id (user_id),
  FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE=InnoDB;

-- Read model of nft-events.
CREATE TABLE nft (
  id INT NOT NULL AUTO_INCREMENT,
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id INT NOT NULL,
  nft_level TINYINT NOT NULL CHECK (nft_level BETWEEN 1 AND 6),
  nft_name VARCHAR(100) NOT NULL,
  status ENUM('unlocked', 'active', 'inactive', 'burned') NOT NULL,
  succeeded BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a tiered NFT was minted after it: its burn opens nothing any more',
  minted_at DATETIME(3) NULL,
  burned_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_mint_address (mint_address),
  INDEX idx_user_id (user_id),
  FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE
) ENGINE=InnoDB;

ALTER TABLE `user`
  ADD FOREIGN KEY (last_active_nft_id) REFERENCES nft (id) ON DELETE SET NULL;
