-- Users ask which trades counted: a wallet's trades by time. Built online; MySQL takes it back when the process dies.
-- See adr/0008. Can be run again.

SET @ddl = IF((SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'trades' AND INDEX_NAME = 'idx_wallet_executed') > 0, 'DO 0',
'ALTER TABLE trades ADD INDEX idx_wallet_executed (wallet_address, executed_at), ALGORITHM=INPLACE, LOCK=NONE');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
