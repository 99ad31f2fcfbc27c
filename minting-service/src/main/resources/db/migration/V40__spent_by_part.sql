-- What a signature takes from the system wallet, of burns as well, and how much of it is priority.
-- The index holds all that the spend of a day is counted from.
ALTER TABLE chain_transaction
  MODIFY COLUMN spent_lamports BIGINT NULL
    COMMENT 'what it takes from the system wallet, from its signature on; 0 once it can never land',
  ADD COLUMN priority_lamports BIGINT NULL
    COMMENT 'of spent_lamports: the fee for the compute budget',
  DROP INDEX idx_spent,
  ADD INDEX idx_spent_by_part (signed_at, spent_lamports, priority_lamports, kind);
