-- Times as the platform gives them, to the microsecond; the log's order decides between equals.
ALTER TABLE user_wallet
  MODIFY COLUMN platform_updated_at DATETIME(6) NOT NULL COMMENT 'an older record never replaces a newer one',
  ADD COLUMN platform_offset BIGINT NOT NULL DEFAULT -1 COMMENT 'of the record applied last, in the user''s partition of the topic users';
