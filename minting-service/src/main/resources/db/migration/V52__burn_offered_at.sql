-- When the newest transaction was offered: one that is younger is not renewed on request.
ALTER TABLE chain_transaction ADD COLUMN offered_at DATETIME(3) NULL COMMENT 'burns: when the newest transaction was offered';
