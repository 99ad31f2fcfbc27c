-- Append only: NFTs that an administrator issued again, each once, with who, when and why.
CREATE TABLE nft_reissue (
  id BIGINT NOT NULL AUTO_INCREMENT,
  burned_mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id INT NOT NULL,
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the linked one, which gets the new NFT',
  request_id VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'sub of the administrator',
  reason VARCHAR(500) NOT NULL,
  at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY once_each (burned_mint_address),
  UNIQUE KEY unique_request (request_id),
  INDEX idx_user (user_id)
) ENGINE=InnoDB;
