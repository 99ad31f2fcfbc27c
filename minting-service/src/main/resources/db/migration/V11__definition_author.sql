ALTER TABLE nftdefinition
  ADD COLUMN created_by VARCHAR(80) NULL
    COMMENT 'sub of the administrator; NULL for those of the tier catalogue';
