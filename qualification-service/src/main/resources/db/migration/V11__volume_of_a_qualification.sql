-- A user's volume stands once, in `user`, and not in each of the five qualifications as well: they
-- were five rows to write for each user of a batch of trades. See adr/0001.

RENAME TABLE usernftqualification TO qualification_level;
ALTER TABLE qualification_level DROP COLUMN current_volume;

CREATE SQL SECURITY INVOKER VIEW usernftqualification AS
SELECT q.id, q.user_id, q.target_level, u.cached_trading_volume AS current_volume, q.required_volume,
       q.badges_collected, q.badges_required, q.is_qualified, q.last_checked_at, q.createdAt, q.updatedAt
FROM qualification_level q JOIN `user` u ON u.id = q.user_id;
