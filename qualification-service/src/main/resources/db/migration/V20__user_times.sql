-- The log's order decides between records of one user with equal times.
ALTER TABLE `user`
  ADD COLUMN announced_offset BIGINT NOT NULL DEFAULT -1 COMMENT 'of the record applied last, in the user''s partition of the topic users';
