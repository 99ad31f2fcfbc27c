-- Competitions and their rankings, as competition managers see them. Each statement can run again after a kill.
CREATE TABLE IF NOT EXISTS competition (
  id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'in the order in which they became known',
  competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  name VARCHAR(500) NULL,
  ended_at DATETIME(3) NULL,
  participants INT NOT NULL DEFAULT 0 COMMENT 'in the results',
  imported_at DATETIME(3) NULL COMMENT 'when the results came; NULL: it was awarded by hand alone',
  createdAt DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (id),
  UNIQUE KEY one_competition (competition_id)
) ENGINE=InnoDB;

-- The first ranks of the newest results.
CREATE TABLE IF NOT EXISTS competition_result (
  competition_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL,
  user_id INT NOT NULL,
  competition_rank INT NOT NULL,
  PRIMARY KEY (competition_id, user_id),
  INDEX idx_rank (competition_id, competition_rank)
) ENGINE=InnoDB;

INSERT IGNORE INTO competition (competition_id, createdAt)
SELECT competition_id, MIN(createdAt) FROM competition_award GROUP BY competition_id ORDER BY MIN(id);
