-- Where an NFT is, and when that is checked next. token_account follows the token into any wallet;
-- wallet_address stays the wallet of the NFT's user that held it last.
ALTER TABLE usernft
  ADD COLUMN watch_due_at DATETIME(3) NULL DEFAULT (UTC_TIMESTAMP(3)) COMMENT 'ownership next checked; NULL once burned',
  ADD COLUMN watch_failures INT NOT NULL DEFAULT 0 COMMENT 'checks in a row that failed; sets the back-off',
  ADD COLUMN place_slot BIGINT NOT NULL DEFAULT 0 COMMENT 'finalized slot at which it was seen there: an older look changes nothing',
  ADD INDEX idx_watch_due (watch_due_at);
