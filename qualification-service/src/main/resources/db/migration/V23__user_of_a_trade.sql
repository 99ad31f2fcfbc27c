-- Only trades of a wallet that changed hands name their user: the column costs the others nothing.

ALTER TABLE trades
  ADD COLUMN user_id INT NULL COMMENT 'the user whom the trade counts for; NULL: the first user of the wallet (wallet_link), or unlinked_volume while it has none';
