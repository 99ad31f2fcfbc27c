-- The seeds' table. It holds upgrades only (to_level and old_nft_mint say so), from the moment that
-- the NFT to burn is known; it follows the table saga in the same transactions.
CREATE TABLE nftupgraderequest (
  id INT AUTO_INCREMENT PRIMARY KEY,
  user_id INT NOT NULL,
  from_level TINYINT NOT NULL CHECK (from_level BETWEEN 1 AND 5),
  to_level TINYINT NOT NULL CHECK (to_level BETWEEN 2 AND 5),
  old_nft_mint VARCHAR(44) NOT NULL,
  new_nft_mint VARCHAR(44) NULL,
  burn_transaction VARCHAR(88) NULL,
  mint_transaction VARCHAR(88) NULL,
  status ENUM('pending', 'burn_confirmed', 'mint_confirmed', 'completed', 'failed') DEFAULT 'pending',
  error_message VARCHAR(500) NULL,
  createdAt DATETIME DEFAULT CURRENT_TIMESTAMP,
  updatedAt DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  saga_id CHAR(36) CHARACTER SET ascii NOT NULL,
  UNIQUE KEY unique_saga (saga_id),
  INDEX idx_user_id (user_id),
  INDEX idx_status (status),
  INDEX idx_created_at (createdAt)
) ENGINE=InnoDB;

-- Claims and upgrades: where each stands, what is known, and when somebody looks at it next.
CREATE TABLE saga (
  seq BIGINT NOT NULL AUTO_INCREMENT,
  id CHAR(36) CHARACTER SET ascii NOT NULL COMMENT 'UUID: sagaId of every message, id of the operation',
  kind ENUM('claim', 'upgrade') NOT NULL,
  user_id INT NOT NULL,
  from_level TINYINT NOT NULL COMMENT '0 for a claim',
  to_level TINYINT NOT NULL,
  status ENUM('pending', 'burn_confirmed', 'mint_confirmed', 'completed', 'failed') NOT NULL,
  state VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'what the saga waits for',
  step VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'what the user was told last',
  version BIGINT NOT NULL COMMENT 'optimistic lock',
  changes BIGINT NOT NULL COMMENT 'version in upgrade-events',
  state_since DATETIME(3) NOT NULL,
  next_action_at DATETIME(3) NULL COMMENT 'NULL: the saga has ended',
  attempts INT NOT NULL COMMENT 'times that the command of this state was sent again',
  deadline DATETIME(3) NULL COMMENT 'until when the owner may sign',
  wallet VARCHAR(44) CHARACTER SET ascii NULL,
  badges INT NULL,
  old_mint VARCHAR(44) CHARACTER SET ascii NULL,
  new_mint VARCHAR(44) CHARACTER SET ascii NULL,
  mint_transaction VARCHAR(88) CHARACTER SET ascii NULL,
  burned BOOLEAN NOT NULL DEFAULT FALSE,
  burn_transaction VARCHAR(88) CHARACTER SET ascii NULL COMMENT 'signature of the burn that is final',
  burn_attempt INT NULL,
  prepared_transaction TEXT CHARACTER SET ascii NULL COMMENT 'base64, to be signed',
  prepared_signature VARCHAR(88) CHARACTER SET ascii NULL,
  prepared_last_valid BIGINT NULL COMMENT 'block height',
  prepared_expires_at DATETIME(3) NULL COMMENT 'an estimate for people',
  signed_transaction TEXT CHARACTER SET ascii NULL COMMENT 'base64',
  signed_signature VARCHAR(88) CHARACTER SET ascii NULL,
  error_code VARCHAR(60) CHARACTER SET ascii NULL,
  error_message VARCHAR(500) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  open_user_id INT GENERATED ALWAYS AS (IF(status IN ('completed', 'failed'), NULL, user_id)) STORED,
  PRIMARY KEY (seq),
  UNIQUE KEY saga_id (id),
  UNIQUE KEY one_open_saga_per_user (open_user_id),
  INDEX saga_user (user_id, seq),
  INDEX saga_due (next_action_at),
  INDEX saga_status (status, seq)
) ENGINE=InnoDB;

-- Everything that happened to a saga, in order. Entries of kind 'step' are what its user sees.
CREATE TABLE saga_history (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  saga_id CHAR(36) CHARACTER SET ascii NOT NULL,
  kind ENUM('step', 'reply', 'request', 'command', 'failure') NOT NULL,
  name VARCHAR(40) CHARACTER SET ascii NOT NULL,
  state VARCHAR(30) CHARACTER SET ascii NOT NULL COMMENT 'after it',
  status ENUM('pending', 'burn_confirmed', 'mint_confirmed', 'completed', 'failed') NOT NULL,
  transaction_id VARCHAR(88) CHARACTER SET ascii NULL,
  detail VARCHAR(500) NULL,
  at DATETIME(3) NOT NULL,
  INDEX saga_history_saga (saga_id, id)
) ENGINE=InnoDB;

-- Read model of qualification-events: the newest snapshot of each user.
CREATE TABLE qualification_snapshot (
  user_id INT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  body MEDIUMTEXT NOT NULL COMMENT 'the message; text, because JSON columns round numbers',
  updated_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3))
) ENGINE=InnoDB;

-- Read model of users.
CREATE TABLE user_wallet (
  user_id INT NOT NULL PRIMARY KEY,
  wallet_address VARCHAR(64) CHARACTER SET ascii NULL,
  platform_updated_at DATETIME(3) NOT NULL COMMENT 'an older record never replaces a newer one'
) ENGINE=InnoDB;

-- What a user's WebSocket was, or will be, told: numbered without gaps in the order of commits.
CREATE TABLE user_feed (
  user_id INT NOT NULL PRIMARY KEY,
  last_sequence BIGINT NOT NULL,
  nft_level TINYINT NOT NULL DEFAULT 0 COMMENT 'tiered NFT held; 0: none',
  nft_mint VARCHAR(44) CHARACTER SET ascii NULL
) ENGINE=InnoDB;

CREATE TABLE user_feed_event (
  user_id INT NOT NULL,
  sequence BIGINT NOT NULL,
  body TEXT NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (user_id, sequence),
  INDEX user_feed_event_age (created_at)
) ENGINE=InnoDB;
