-- What a migration of a release that adds a tier holds.
ALTER TABLE nft
  DROP CHECK nft_chk_1,
  ADD CONSTRAINT nft_chk_1 CHECK (nft_level BETWEEN 1 AND 7);
ALTER TABLE qualification_level
  DROP CHECK qualification_level_chk_1,
  ADD CONSTRAINT qualification_level_chk_1 CHECK (target_level BETWEEN 1 AND 7);
