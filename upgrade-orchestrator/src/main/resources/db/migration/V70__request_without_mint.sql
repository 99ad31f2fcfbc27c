-- A request that failed before its NFT was known has its row too. The column stays NOT NULL, as the data model has it.
ALTER TABLE nftupgraderequest
  MODIFY old_nft_mint VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty: failed before the NFT was known';
