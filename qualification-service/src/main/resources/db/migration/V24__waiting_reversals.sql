-- Reversals whose original has not come yet: it decides which of them is genuine. Can be run again.

CREATE TABLE IF NOT EXISTS waiting_reversal (
  original_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the trade that is to be reversed; its row in trades has no type yet',
  reversal_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'row in trades',
  source_partition INT NULL COMMENT 'of the record',
  source_offset BIGINT NULL COMMENT 'of the record',
  received_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (original_id, reversal_id),
  INDEX idx_received (received_at)
) ENGINE=InnoDB;

INSERT IGNORE INTO waiting_reversal (original_id, reversal_id)
SELECT trade_id, reversed_by FROM trades WHERE trade_type IS NULL AND reversed_by IS NOT NULL;
