-- Data model v2: images and metadata are on IPFS alone. Before they are pinned they wait here; then they are deleted.
-- Each statement can run again after a kill.
ALTER TABLE nftdefinition
  MODIFY COLUMN image MEDIUMBLOB NULL COMMENT 'PNG that waits for its pin; NULL: on IPFS, or that of the revision before',
  MODIFY COLUMN metadata TEXT NULL COMMENT 'NULL: on IPFS; filled by releases that kept a copy';

UPDATE nftdefinition SET image = NULL, metadata = NULL WHERE pinning_state = 'pinned';
