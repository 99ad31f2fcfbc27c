-- What every service has: outbox, inbox and idempotency keys.

-- Column names id, aggregatetype, aggregateid, type and payload are those that Debezium's outbox
-- event router reads by default; the others ride as headers ("additional placement").
CREATE TABLE outbox (
  seq BIGINT NOT NULL AUTO_INCREMENT,
  id CHAR(36) CHARACTER SET ascii NOT NULL COMMENT 'ce_id',
  aggregatetype VARCHAR(120) CHARACTER SET ascii NOT NULL COMMENT 'topic',
  aggregateid VARBINARY(255) NULL COMMENT 'record key; NULL only for a dead letter whose source had none',
  type VARCHAR(120) CHARACTER SET ascii NOT NULL COMMENT 'ce_type',
  source VARCHAR(120) CHARACTER SET ascii NOT NULL COMMENT 'ce_source',
  time DATETIME(3) NOT NULL COMMENT 'ce_time, UTC',
  schemaversion VARCHAR(10) CHARACTER SET ascii NOT NULL COMMENT 'ce_schemaversion',
  traceparent VARCHAR(60) CHARACTER SET ascii NULL,
  headers TEXT NULL COMMENT 'further headers: JSON object of strings; for a dead letter the whole set',
  payload LONGBLOB NULL,
  PRIMARY KEY (seq),
  UNIQUE KEY outbox_id (id)
) ENGINE=InnoDB;

CREATE TABLE inbox (
  consumer VARCHAR(80) CHARACTER SET ascii NOT NULL COMMENT 'the topic that was read',
  message_id VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  received_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (consumer, message_id),
  INDEX inbox_received (received_at)
) ENGINE=InnoDB;

CREATE TABLE idempotency_key (
  caller VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the token''s sub',
  operation VARCHAR(120) CHARACTER SET ascii NOT NULL,
  idempotency_key VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'SHA-256 of the request body, hex',
  response_status SMALLINT NULL COMMENT 'NULL while the first request is under way',
  response_body MEDIUMTEXT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (caller, operation, idempotency_key),
  INDEX idempotency_created (created_at)
) ENGINE=InnoDB;
