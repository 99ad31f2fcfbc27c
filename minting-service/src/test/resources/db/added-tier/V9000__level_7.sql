-- What a migration of a release that adds a tier holds.
ALTER TABLE nftdefinition
  DROP CHECK nftdefinition_level,
  ADD CONSTRAINT nftdefinition_level CHECK (nft_level BETWEEN 1 AND 7);
ALTER TABLE usernft
  DROP CHECK usernft_level,
  ADD CONSTRAINT usernft_level CHECK (nft_level BETWEEN 1 AND 7);
ALTER TABLE chain_transaction
  DROP CHECK chain_transaction_level,
  ADD CONSTRAINT chain_transaction_level CHECK (nft_level BETWEEN 1 AND 7);
