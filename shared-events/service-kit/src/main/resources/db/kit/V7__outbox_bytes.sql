-- So that the relay knows how much a row weighs before it reads it. NULL: written by an older
-- version of the service.
ALTER TABLE outbox
  ADD COLUMN bytes INT UNSIGNED NULL COMMENT 'key, headers and payload', ALGORITHM=INSTANT;
