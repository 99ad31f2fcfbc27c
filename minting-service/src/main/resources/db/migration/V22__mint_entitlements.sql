ALTER TABLE chain_transaction
  ADD COLUMN derivation_name VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'mint: the entitlement that its key derives from; NULL: request_id, as before there were entitlements',
  ADD COLUMN replaces_mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'mint: the burned NFT that an administrator issued again',
  ADD COLUMN spent_lamports BIGINT NULL
    COMMENT 'mint: what it takes from the system wallet, from its signature on; 0 once it can never land',
  ADD INDEX idx_spent (signed_at, spent_lamports),
  ADD INDEX idx_old_mint (old_mint_address);
