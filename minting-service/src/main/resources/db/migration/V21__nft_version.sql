-- Events published before there were numbers have none, and are older than any with one: a row
-- that is here already goes on from 1.
ALTER TABLE usernft
  ADD COLUMN version BIGINT NOT NULL DEFAULT 1
    COMMENT 'number of its newest change, 1 for the mint: data.version of its events';
