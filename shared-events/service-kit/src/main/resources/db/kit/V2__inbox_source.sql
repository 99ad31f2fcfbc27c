-- An event is one by its source and its id (CloudEvents). Rows of the version before have no source,
-- and neither have records without an id, which count under their place in the log.
-- 0900_bin, because the senders choose these texts: it does not ignore blanks at their ends.
ALTER TABLE inbox
  MODIFY COLUMN consumer VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the topic that was read',
  ADD COLUMN source VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL DEFAULT '' COMMENT 'ce_source; a blank where the sender named none; empty for a place in the log' AFTER consumer,
  MODIFY COLUMN message_id VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'ce_id, or topic-partition-offset',
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (consumer, source, message_id);
