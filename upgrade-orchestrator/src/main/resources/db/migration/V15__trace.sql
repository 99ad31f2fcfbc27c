ALTER TABLE saga ADD COLUMN traceparent VARCHAR(60) CHARACTER SET ascii NULL
  COMMENT 'the trace of the request that began it, for what the clock does later';
