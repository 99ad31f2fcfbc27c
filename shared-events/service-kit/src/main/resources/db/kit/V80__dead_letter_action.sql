-- Who replayed or discarded which dead letter, when and why. That it is dealt with is in Kafka (the
-- positions of the group aiw3-replay), in one transaction with the message that went back; this is
-- the audit beside it. A topic that is created again counts its offsets from 0 again: letter_time tells
-- its letters from the earlier ones.
CREATE TABLE dead_letter_action (
  topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the source topic',
  letter_partition INT NOT NULL COMMENT 'of the dead-letter topic, like the offset',
  letter_offset BIGINT NOT NULL,
  letter_time BIGINT NOT NULL COMMENT 'timestamp of the letter, milliseconds since 1970',
  action VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'replay, discard',
  actor VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'sub of the administrator',
  reason VARCHAR(500) NULL COMMENT 'of a discard',
  requested_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  done_at DATETIME(3) NULL COMMENT 'NULL: Kafka has not confirmed it to this service',
  PRIMARY KEY (topic, letter_partition, letter_offset, letter_time)
) ENGINE=InnoDB;
