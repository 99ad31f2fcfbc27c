-- The transactions that were offered for a burn: the newest is shown, an earlier one is accepted as
-- long as its blockhash is valid.
CREATE TABLE burn_offer (
  id BIGINT NOT NULL AUTO_INCREMENT,
  burn_id BIGINT NOT NULL COMMENT 'chain_transaction.id',
  transaction_bytes VARBINARY(1232) NOT NULL COMMENT 'both signatures empty',
  blockhash VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  last_valid_block_height BIGINT NOT NULL,
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  INDEX idx_burn (burn_id)
) ENGINE=InnoDB;
