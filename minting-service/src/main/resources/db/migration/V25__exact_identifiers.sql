-- Identifiers are compared exactly. Each statement can run again after a kill.
ALTER TABLE usernft
  MODIFY COLUMN metadata_uri VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL,
  MODIFY COLUMN image_uri VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL,
  MODIFY COLUMN competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL;

ALTER TABLE usernft_history
  MODIFY COLUMN event VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

ALTER TABLE chain_transaction
  MODIFY COLUMN competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL,
  MODIFY COLUMN message_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'SHA-256 of the message, hex',
  MODIFY COLUMN error_class VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY COLUMN error_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY COLUMN delay_told VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the reason last sent as MintDelayed',
  MODIFY COLUMN lease_token CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY COLUMN tier_key VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'user:level of a tiered mint: what versions without entitlements keep unique',
  MODIFY COLUMN traceparent VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'the trace of the command or request that queued it';

ALTER TABLE competition_award
  MODIFY COLUMN competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  MODIFY COLUMN awarded_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL
    COMMENT 'sub of the manager, or competition-results';

ALTER TABLE competition_audit
  MODIFY COLUMN competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  MODIFY COLUMN actor VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL;

ALTER TABLE nftdefinition
  MODIFY COLUMN image_uri VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL,
  MODIFY COLUMN metadata_uri VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL
    COMMENT 'on-chain uri, at most 200 bytes',
  MODIFY COLUMN created_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL
    COMMENT 'sub of the administrator; NULL for those of the tier catalogue';

ALTER TABLE badge_definition
  MODIFY COLUMN uri VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL
    COMMENT 'of the metadata on IPFS, at most 200 bytes';
