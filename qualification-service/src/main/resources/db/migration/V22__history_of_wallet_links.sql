-- Every link that a wallet had, by which it can be told whom a trade counts for. See adr/0005. Can be run again.

CREATE TABLE IF NOT EXISTS wallet_link (
  wallet_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position INT NOT NULL COMMENT '1: the first user of the wallet',
  user_id INT NOT NULL,
  linked_from DATETIME(6) NOT NULL COMMENT 'never earlier than that of the position before',
  linked_until DATETIME(6) NULL COMMENT 'NULL: in force',
  PRIMARY KEY (wallet_address, position),
  INDEX idx_user (user_id)
) ENGINE=InnoDB;

INSERT IGNORE INTO wallet_link (wallet_address, position, user_id, linked_from)
SELECT wallet_address, 1, id, COALESCE(announced_at, createdAt) FROM `user` WHERE wallet_address IS NOT NULL;
