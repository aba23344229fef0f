-- name: record -- A run that a client reports, of a script that the client sees.
INSERT INTO execution_logs (script_id, user_id, status, execution_time, parameters, error_message, ip_address)
SELECT s.id, %(user_id)s, %(status)s, %(execution_time)s, %(parameters)s::jsonb, %(error_message)s, %(address)s
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.id = %(script_id)s
RETURNING id, script_id, user_id, status, execution_time, parameters, error_message, created_at;

-- name: count -- What is known of a script's runs all together; the row is locked, so that runs at the same time count one after the other.
UPDATE scripts SET execution_count = execution_count + 1, last_executed_at = NOW(),
    average_execution_time = (SELECT avg(execution_time) FROM execution_logs WHERE script_id = %(script_id)s)
WHERE id = %(script_id)s;

-- name: lock -- Nobody else counts a run of this script until the commit.
SELECT id FROM scripts WHERE id = %(script_id)s FOR UPDATE;

-- name: history -- Runs of a script, the newest first.
SELECT e.id, e.script_id, e.user_id, u.username, e.status, e.execution_time, e.parameters, e.error_message, e.ip_address, e.created_at
FROM execution_logs e LEFT JOIN users u ON u.id = e.user_id
WHERE e.script_id = %(script_id)s AND (%(before)s::integer IS NULL OR e.id < %(before)s)
ORDER BY e.id DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: total -- How many there are.
SELECT count(*) FROM execution_logs WHERE script_id = %(script_id)s;

-- name: may_see -- Whether a script is there for a viewer, and whether its runs are the viewer's to see.
SELECT s.id IN (SELECT own.id FROM own_scripts(%(viewer)s, %(viewer_is_admin)s) own) AS own, s.title, s.kind
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.id = %(script_id)s;
