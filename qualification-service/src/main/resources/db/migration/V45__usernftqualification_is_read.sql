-- usernftqualification says what the data model says, and is read alone: a view that MySQL cannot write through
-- refuses INSERT, UPDATE and DELETE by its name. Conditions on it are pushed down to qualification_level.
-- A change of the volume calculates a user's levels again, whether a row changes by it or not. Can be run again.

CREATE OR REPLACE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW usernftqualification AS
SELECT q.id, q.user_id, q.target_level, u.cached_trading_volume AS current_volume, q.required_volume,
       q.badges_collected, q.badges_required, q.is_qualified,
       CAST(GREATEST(q.last_checked_at, COALESCE(u.last_volume_update, q.last_checked_at)) AS DATETIME) AS last_checked_at,
       q.createdAt,
       CAST(GREATEST(q.updatedAt, COALESCE(u.last_volume_update, q.updatedAt)) AS DATETIME) AS updatedAt
FROM qualification_level q JOIN `user` u ON u.id = q.user_id;
