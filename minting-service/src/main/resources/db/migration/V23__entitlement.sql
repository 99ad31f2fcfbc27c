-- What a user may have minted, once ever: a row is never deleted, and is issued for one request.
-- Each statement can run again after a kill.
CREATE TABLE IF NOT EXISTS entitlement (
  id BIGINT NOT NULL AUTO_INCREMENT,
  name VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    COMMENT 'tier:<user>:<level>, award-<competition and user>, badge-<badge>, reissue:<burned mint>',
  user_id INT NOT NULL,
  nft_level TINYINT NULL COMMENT 'NULL of a badge',
  request_id VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'whose it is: saga, award, badge or re-issue',
  state ENUM('reserved','issued') NOT NULL COMMENT 'reserved: its burn is prepared; issued: its mint is queued',
  mint_address VARCHAR(44) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'once minted',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updatedAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY one_entitlement (name),
  INDEX idx_user (user_id)
) ENGINE=InnoDB;

-- What was minted, or is on its way. Of a tier that was minted more than once the first one counts.
INSERT IGNORE INTO entitlement (name, user_id, nft_level, request_id, state, mint_address, createdAt)
SELECT IF(t.purpose IN ('claim', 'upgrade'), CONCAT('tier:', t.user_id, ':', t.nft_level), t.request_id),
       t.user_id, t.nft_level, t.request_id, 'issued', COALESCE(n.nft_mint_address, b.mint_address), t.queued_at
FROM chain_transaction t
LEFT JOIN usernft n ON n.request_id = t.request_id
LEFT JOIN badge_mint b ON b.request_id = t.request_id
WHERE t.kind = 'mint' AND t.attempt = 1 AND t.state NOT IN ('blocked', 'refused')
ORDER BY t.id;

-- Upgrades whose burn can land or is final, and whose mint is still to come.
INSERT IGNORE INTO entitlement (name, user_id, nft_level, request_id, state, createdAt)
SELECT CONCAT('tier:', b.user_id, ':', n.nft_level + 1), b.user_id, n.nft_level + 1, b.request_id,
       'reserved', b.queued_at
FROM chain_transaction b
JOIN usernft n ON n.nft_mint_address = b.mint_address
WHERE b.kind = 'burn' AND b.state NOT IN ('expired', 'refused') AND n.nft_level < 5
ORDER BY b.id;
