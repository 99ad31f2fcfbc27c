-- NFTs, their definitions, and the durable queue of what goes to the chain (data models v1 and v2).

-- What the platform says of its users (topic users); user ids are the platform's.
CREATE TABLE user (
  id INT NOT NULL,
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  platform_updated_at DATETIME(3) NOT NULL COMMENT 'an older record never replaces a newer one',
  removed BOOLEAN NOT NULL DEFAULT FALSE,
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  INDEX idx_wallet (wallet_address)
) ENGINE=InnoDB;

-- A definition is never changed: it is replaced by the next revision, for future mints only.
CREATE TABLE nftdefinition (
  id INT NOT NULL AUTO_INCREMENT,
  nft_level TINYINT NOT NULL,
  revision INT NOT NULL DEFAULT 1,
  current_level TINYINT NULL COMMENT 'nft_level while this revision is the one that is minted',
  name VARCHAR(32) NOT NULL COMMENT 'on-chain name, at most 32 bytes of UTF-8',
  symbol VARCHAR(10) NOT NULL COMMENT 'at most 10 bytes of UTF-8',
  description VARCHAR(1000) NOT NULL,
  image MEDIUMBLOB NOT NULL COMMENT 'PNG',
  image_cid VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL,
  image_uri VARCHAR(500) NULL,
  metadata TEXT NULL COMMENT 'the JSON as pinned, byte for byte',
  metadata_cid VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL,
  metadata_uri VARCHAR(200) NULL COMMENT 'on-chain uri, at most 200 bytes',
  pinning_state ENUM('pending','pinned') NOT NULL DEFAULT 'pending',
  pinning_attempts INT NOT NULL DEFAULT 0,
  pinning_error VARCHAR(500) NULL,
  next_action_at DATETIME(3) NULL COMMENT 'when the pinning goes on; NULL when pinned',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY unique_level_revision (nft_level, revision),
  UNIQUE KEY unique_current_level (current_level),
  INDEX idx_next_action (next_action_at),
  CONSTRAINT nftdefinition_level CHECK (nft_level BETWEEN 1 AND 6)
) ENGINE=InnoDB;

CREATE TABLE usernft (
  id INT NOT NULL AUTO_INCREMENT,
  user_id INT NOT NULL,
  nft_definition_id INT NOT NULL,
  nft_mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nft_level TINYINT NOT NULL,
  nft_name VARCHAR(100) NOT NULL,
  metadata_uri VARCHAR(500) NULL,
  image_uri VARCHAR(500) NULL,
  status ENUM('unlocked','active','inactive','burned') NOT NULL DEFAULT 'unlocked',
  earlier_status ENUM('unlocked','active') NULL COMMENT 'what an inactive NFT comes back to',
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'minted into',
  request_id VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'saga or award',
  competition_id VARCHAR(100) NULL,
  mint_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  burn_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  claimed_at DATETIME(3) NULL,
  activated_at DATETIME(3) NULL,
  last_upgraded_at DATETIME(3) NULL,
  burned_at DATETIME(3) NULL,
  watched_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'ownership last looked at',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY unique_mint (nft_mint_address),
  UNIQUE KEY unique_request (request_id),
  INDEX idx_user_id (user_id),
  INDEX idx_nft_level (nft_level),
  INDEX idx_status (status),
  INDEX idx_watched (status, watched_at),
  CONSTRAINT usernft_level CHECK (nft_level BETWEEN 1 AND 6),
  FOREIGN KEY (nft_definition_id) REFERENCES nftdefinition (id)
) ENGINE=InnoDB;

-- One step in the life of an NFT, for its history.
CREATE TABLE usernft_history (
  id BIGINT NOT NULL AUTO_INCREMENT,
  nft_mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event VARCHAR(20) CHARACTER SET ascii NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  transaction_signature VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  INDEX idx_mint (nft_mint_address)
) ENGINE=InnoDB;

-- The durable queue and the write-ahead log of the chain sender: one row per attempt. What is in
-- signature, transaction_bytes, blockhash and last_valid_block_height was committed before the
-- first send. A row that is open has a next_action_at; a lease is next_action_at in the future
-- with the holder's token, so that a holder that dies is followed by whoever comes next.
CREATE TABLE chain_transaction (
  id BIGINT NOT NULL AUTO_INCREMENT,
  kind ENUM('mint','burn') NOT NULL,
  purpose ENUM('claim','upgrade','award') NOT NULL,
  request_id VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'saga or award',
  attempt INT NOT NULL DEFAULT 1,
  state ENUM('blocked','queued','prepared','sent','confirmed','finalized','expired','failed','refused') NOT NULL,
  user_id INT NOT NULL,
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  nft_level TINYINT NULL COMMENT 'mint: the level that is minted',
  from_level TINYINT NULL,
  old_mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'mint of an upgrade: what was burned',
  competition_id VARCHAR(100) NULL,
  competition_rank TINYINT NULL,
  nft_definition_id INT NULL COMMENT 'mint: fixed by the first signature',
  derivation_version INT NULL COMMENT 'which secret the mint key derives from',
  mint_index INT NOT NULL DEFAULT 0 COMMENT 'one more for each address that somebody else funded',
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  signature VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of the fee payer: the transaction id',
  transaction_bytes VARBINARY(1232) NULL COMMENT 'as sent; of a prepared burn with a zeroed owner slot',
  message_hash CHAR(64) CHARACTER SET ascii NULL COMMENT 'SHA-256 of the message, hex',
  blockhash VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  last_valid_block_height BIGINT NULL,
  expires_at DATETIME(3) NULL COMMENT 'an estimate, for people',
  sends INT NOT NULL DEFAULT 0,
  failures INT NOT NULL DEFAULT 0 COMMENT 'in a row; sets the back-off',
  error_class VARCHAR(20) CHARACTER SET ascii NULL,
  error_code VARCHAR(60) CHARACTER SET ascii NULL,
  error_message VARCHAR(500) NULL,
  delay_told VARCHAR(60) CHARACTER SET ascii NULL COMMENT 'the reason last sent as MintDelayed',
  next_action_at DATETIME(3) NULL,
  lease_token CHAR(36) CHARACTER SET ascii NULL,
  queued_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  signed_at DATETIME(3) NULL,
  sent_at DATETIME(3) NULL,
  confirmed_at DATETIME(3) NULL,
  finalized_at DATETIME(3) NULL,
  closed_at DATETIME(3) NULL,
  tier_key VARCHAR(20) CHARACTER SET ascii NULL COMMENT 'user:level of a tiered mint until its NFT is burned',
  open_request VARCHAR(90) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (
    IF(state IN ('finalized','expired','failed','refused'), NULL, CONCAT(kind, ':', request_id))) STORED,
  open_burn VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (
    IF(kind = 'burn' AND state IN ('prepared','sent','confirmed'), mint_address, NULL)) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY unique_attempt (kind, request_id, attempt),
  UNIQUE KEY one_open_attempt (open_request),
  UNIQUE KEY one_open_burn (open_burn),
  UNIQUE KEY one_mint_per_tier (tier_key),
  UNIQUE KEY unique_signature (signature),
  INDEX idx_due (state, next_action_at),
  INDEX idx_mint (mint_address),
  INDEX idx_user (user_id),
  CONSTRAINT chain_transaction_level CHECK (nft_level BETWEEN 1 AND 6)
) ENGINE=InnoDB;
