-- What a migration of a release that adds a tier holds.
ALTER TABLE nftupgraderequest
  DROP CHECK nftupgraderequest_chk_2,
  ADD CONSTRAINT nftupgraderequest_chk_2 CHECK (to_level BETWEEN 2 AND 7);
