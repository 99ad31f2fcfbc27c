-- What happens to a saga again and again while it waits is one entry with a count. The columns are
-- added unless they are there: a migration that was killed can be repeated.
SET @alteration = (
  SELECT IF(COUNT(*) > 0, 'DO 0',
    'ALTER TABLE saga_history
       ADD COLUMN repetition VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL
         COMMENT ''what it repeats while the saga stays in its state; NULL: it moved the saga'',
       ADD COLUMN times INT NOT NULL DEFAULT 1,
       ADD COLUMN last_at DATETIME(3) NULL COMMENT ''the last time; NULL: at'',
       ADD UNIQUE KEY saga_history_repetition (saga_id, kind, name, repetition)')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'saga_history' AND column_name = 'repetition');
PREPARE alteration FROM @alteration;
EXECUTE alteration;
DEALLOCATE PREPARE alteration;
