-- Which secret each version of the derivation secret is: a start with another one is refused,
-- because the requests of that version would get other mint addresses than they had.
CREATE TABLE derivation_secret (
  version INT NOT NULL,
  fingerprint CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'HMAC-SHA256 of a fixed text with the secret, hex',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (version)
) ENGINE=InnoDB;
