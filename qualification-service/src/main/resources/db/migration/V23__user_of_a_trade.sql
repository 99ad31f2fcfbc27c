-- Only trades of a wallet that changed hands name their user: the column costs the others nothing. Can be run again.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'trades' AND COLUMN_NAME = 'user_id') > 0, 'DO 0',
'ALTER TABLE trades
  ADD COLUMN user_id INT NULL COMMENT ''the user whom the trade counts for; NULL: the first user of the wallet (wallet_link), or unlinked_volume while it has none''');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
