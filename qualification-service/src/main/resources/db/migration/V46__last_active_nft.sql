-- last_active_nft_id is the tiered NFT that is active, not the one that is only held. Can be run again.

UPDATE `user` u JOIN nft n ON n.id = u.last_active_nft_id SET u.last_active_nft_id = NULL WHERE n.status <> 'active';

ALTER TABLE `user`
  MODIFY COLUMN last_active_nft_id INT NULL COMMENT 'row of the tiered NFT that is active, in nft; NULL: none is';
