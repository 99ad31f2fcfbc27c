-- Identifiers are compared byte by byte: an id in other letters is another id. Each statement can be
-- repeated: a migration that was killed starts again from the top.
ALTER TABLE saga
  MODIFY id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUID: sagaId of every message, id of the operation',
  MODIFY state VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the saga waits for',
  MODIFY step VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the user was told last',
  MODIFY wallet VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY old_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY new_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY mint_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY burn_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'signature of the burn that is final',
  MODIFY prepared_transaction TEXT CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'base64, to be signed',
  MODIFY prepared_signature VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY signed_transaction TEXT CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'base64',
  MODIFY signed_signature VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY error_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY traceparent VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the trace of the request that began it, for what the clock does later';

ALTER TABLE saga_history
  MODIFY saga_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY state VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'after it',
  MODIFY transaction_id VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE nftupgraderequest
  MODIFY old_nft_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY new_nft_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY burn_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY mint_transaction VARCHAR(88) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY saga_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

ALTER TABLE user_wallet
  MODIFY wallet_address VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE user_feed
  MODIFY nft_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL;
