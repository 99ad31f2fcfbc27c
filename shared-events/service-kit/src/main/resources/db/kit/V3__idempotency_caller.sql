-- A token's sub has up to 255 characters (OpenID Connect). Identifiers are compared exactly.
ALTER TABLE idempotency_key
  MODIFY COLUMN caller VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL COMMENT 'the token''s sub',
  MODIFY COLUMN operation VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY COLUMN request_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'SHA-256 of the request body, hex';
