-- Badges minted on the chain (data model v1), an option that is off unless it is configured.
ALTER TABLE chain_transaction
  MODIFY COLUMN purpose ENUM('claim','upgrade','award','badge') NOT NULL;

-- What a badge is minted as; never changed, but replaced for future mints.
CREATE TABLE badge_definition (
  id INT NOT NULL AUTO_INCREMENT,
  badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'identifier in the badge catalogue',
  current_badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'badge while this is what is minted',
  name VARCHAR(32) NOT NULL COMMENT 'on-chain name, at most 32 bytes of UTF-8',
  symbol VARCHAR(10) NOT NULL COMMENT 'at most 10 bytes of UTF-8',
  uri VARCHAR(200) NOT NULL COMMENT 'of the metadata on IPFS, at most 200 bytes',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY unique_current_badge (current_badge)
) ENGINE=InnoDB;

-- One mint per awarded badge of a user, ever.
CREATE TABLE badge_mint (
  id BIGINT NOT NULL AUTO_INCREMENT,
  badge_identifier VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the badge service''s, of this user''s badge',
  user_id INT NOT NULL,
  badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'identifier in the badge catalogue',
  request_id VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state ENUM('waiting_for_wallet','queued','minted') NOT NULL,
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  mint_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY one_mint (badge_identifier),
  UNIQUE KEY unique_request (request_id),
  UNIQUE KEY unique_mint (mint_address),
  INDEX idx_waiting (user_id, state)
) ENGINE=InnoDB;
