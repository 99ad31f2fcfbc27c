-- Each change of a badge has a number: a reader that keeps the highest ignores what is older.
-- Identifiers are compared exactly; a token's sub has up to 255 characters.
ALTER TABLE badge
  ADD COLUMN version BIGINT NOT NULL DEFAULT 0 COMMENT 'number of the last change; 0: changes from before there were numbers',
  MODIFY COLUMN badge_identifier VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '<catalogue identifier>:<user id>',
  MODIFY COLUMN mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'data model v1: set only when badges are minted on chain',
  MODIFY COLUMN badge VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'identifier in the badge catalogue',
  MODIFY COLUMN saga_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the upgrade that reserved or consumed it',
  MODIFY COLUMN awarded_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NULL COMMENT 'sub of the token that awarded it by hand; NULL when a task earned it';
