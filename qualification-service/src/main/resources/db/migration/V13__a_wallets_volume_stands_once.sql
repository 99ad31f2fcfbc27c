-- The volume of a linked wallet stands in `user`, that of any other in unlinked_volume; what is due
-- stands in a queue, a row for many users. See adr/0004.

RENAME TABLE wallet_volume TO unlinked_volume;

UPDATE `user` u JOIN unlinked_volume v ON v.wallet_address = u.wallet_address
SET u.cached_trading_volume = v.volume;

DELETE v FROM unlinked_volume v JOIN `user` u ON u.wallet_address = v.wallet_address;

CREATE SQL SECURITY INVOKER VIEW wallet_volume AS
SELECT wallet_address, cached_trading_volume AS volume FROM `user` WHERE wallet_address IS NOT NULL
UNION ALL
SELECT wallet_address, volume FROM unlinked_volume;

CREATE TABLE snapshot_queue (
  seq BIGINT NOT NULL AUTO_INCREMENT,
  due DATETIME(3) NOT NULL,
  users MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'their ids, separated by commas; each is told if its own snapshot_due has come',
  PRIMARY KEY (seq),
  INDEX idx_due (due)
) ENGINE=InnoDB;

SET SESSION group_concat_max_len = 1000000;

INSERT INTO snapshot_queue (due, users)
SELECT MAX(snapshot_due), GROUP_CONCAT(id) FROM `user` WHERE snapshot_due IS NOT NULL GROUP BY id DIV 500;

ALTER TABLE `user`
  DROP INDEX idx_snapshot_due,
  MODIFY COLUMN cached_trading_volume DECIMAL(30,10) NOT NULL DEFAULT 0 COMMENT 'volume of the linked wallet: it stands here and nowhere else',
  MODIFY COLUMN snapshot_due DATETIME(3) NULL COMMENT 'when a delayed snapshot is to be published, by snapshot_queue; NULL: nothing is waiting';
