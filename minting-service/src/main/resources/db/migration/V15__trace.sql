ALTER TABLE chain_transaction ADD COLUMN traceparent VARCHAR(60) CHARACTER SET ascii NULL
  COMMENT 'the trace of the command or request that queued it';
