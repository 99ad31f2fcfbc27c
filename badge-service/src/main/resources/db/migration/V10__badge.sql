-- Data model v2, "Create Badge table". user_id is the platform's: its table is another service's.
CREATE TABLE badge (
  id INT AUTO_INCREMENT PRIMARY KEY,
  user_id INT NOT NULL,
  badge_type ENUM('micro_badge', 'achievement_badge', 'event_badge', 'special_badge') NOT NULL,
  badge_name VARCHAR(100) NOT NULL,
  badge_identifier VARCHAR(100) NOT NULL UNIQUE COMMENT '<catalogue identifier>:<user id>',
  mint_address VARCHAR(44) NULL UNIQUE COMMENT 'data model v1: set only when badges are minted on chain',
  metadata_uri VARCHAR(500),
  is_bound BOOLEAN DEFAULT FALSE,
  earned_at DATETIME(3),
  bound_at DATETIME(3) NULL,
  createdAt DATETIME DEFAULT CURRENT_TIMESTAMP,
  updatedAt DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,

  badge VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'identifier in the badge catalogue',
  badge_level TINYINT NULL COMMENT 'the level whose upgrade needs it',
  state ENUM('owned', 'bound', 'reserved', 'consumed') NOT NULL DEFAULT 'owned',
  saga_id CHAR(36) CHARACTER SET ascii NULL COMMENT 'the upgrade that reserved or consumed it',
  awarded_by VARCHAR(120) NULL COMMENT 'the subject that awarded it by hand; NULL when a task earned it',

  CHECK (badge_level BETWEEN 2 AND 5),
  CHECK (is_bound = (state <> 'owned')),
  CHECK ((saga_id IS NULL) = (state IN ('owned', 'bound'))),
  UNIQUE KEY unique_user_badge (user_id, badge),
  INDEX idx_user_id (user_id),
  INDEX idx_badge_type (badge_type),
  INDEX idx_is_bound (is_bound),
  INDEX idx_saga (saga_id)
);

-- One row a user, locked before anything of the user changes: one user's events keep their order.
CREATE TABLE badge_owner (
  user_id INT NOT NULL PRIMARY KEY,
  created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3))
);

-- The highest count seen in each task: progress, and the ground for badges that come later.
CREATE TABLE task_progress (
  user_id INT NOT NULL,
  task VARCHAR(60) CHARACTER SET ascii NOT NULL,
  task_count INT NOT NULL,
  occurred_at DATETIME(3) NOT NULL,
  PRIMARY KEY (user_id, task)
);

-- What a saga was answered: a repeated command gets the same answer, whatever happened since.
CREATE TABLE badge_reservation (
  saga_id CHAR(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
  user_id INT NOT NULL,
  target_level TINYINT NOT NULL,
  state ENUM('reserved', 'released', 'consumed') NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  updated_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)) ON UPDATE CURRENT_TIMESTAMP(3)
);

CREATE TABLE badge_history (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  badge_id INT NOT NULL,
  state ENUM('owned', 'bound', 'reserved', 'consumed') NOT NULL,
  saga_id CHAR(36) CHARACTER SET ascii NULL,
  at DATETIME(3) NOT NULL,
  FOREIGN KEY (badge_id) REFERENCES badge (id) ON DELETE CASCADE
);
