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
SELECT e.id, e.script_id, e.user_id, u.username, e.status, e.execution_time, e.parameters, e.error_message, e.ip_address, e.created_at,
    e.version, e.exit_code, e.reason, e.started_at, e.ended_at
FROM execution_logs e LEFT JOIN users u ON u.id = e.user_id
WHERE e.script_id = %(script_id)s AND (%(before)s::integer IS NULL OR e.id < %(before)s)
ORDER BY e.id DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: total -- How many there are.
SELECT count(*) FROM execution_logs WHERE script_id = %(script_id)s;

-- name: may_see -- Whether a script is there for a viewer, and whether its runs are the viewer's to see.
SELECT s.id IN (SELECT own.id FROM own_scripts(%(viewer)s, %(viewer_is_admin)s) own) AS own, s.title, s.kind
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.id = %(script_id)s;

-- name: runnable -- What must be known of a script before it is run here; nobody changes it until the commit. `known`: its current content is analysed.
SELECT s.version, s.kind, a.malice_score, coalesce(a.script_version = s.version, false) AS known
FROM scripts s LEFT JOIN script_analysis a ON a.script_id = s.id WHERE s.id = %(script_id)s FOR UPDATE OF s;

-- name: runners -- Whether workers that run scripts were seen within so many seconds, and what keeps each from it; NULL: nothing.
SELECT detail -> 'refusal' ->> 'code' AS code, detail -> 'refusal' ->> 'message' AS message FROM processes
WHERE kind = 'worker' AND detail ->> 'lane' = 'sandbox' AND seen_at > NOW() - %(seconds)s * INTERVAL '1 second' ORDER BY name;

-- name: order -- A run that is asked for; no row where one of the script is under way.
INSERT INTO execution_logs (script_id, user_id, status, parameters, ip_address, version, enqueued_at)
VALUES (%(script_id)s, %(user_id)s, 'queued', %(parameters)s::jsonb, %(address)s, %(version)s, NOW())
ON CONFLICT (script_id) WHERE status IN ('queued', 'running') DO NOTHING
RETURNING id;

-- name: under_way -- The run of a script that has not ended.
SELECT id FROM execution_logs WHERE script_id = %(script_id)s AND status IN ('queued', 'running');

-- name: unfinished -- How many runs wait and go on, and how long ago the one that waits longest was asked for (seconds).
SELECT count(*) FILTER (WHERE status = 'queued') AS waiting, count(*) FILTER (WHERE status = 'running') AS running,
    extract(epoch FROM NOW() - min(created_at) FILTER (WHERE status = 'queued'))::float AS oldest
FROM execution_logs WHERE status IN ('queued', 'running');

-- name: begin -- A run begins, once: no row where it has begun before. What is run is the version that was there when it was asked for.
UPDATE execution_logs e SET status = 'running', worker = %(worker)s, started_at = NOW()
FROM scripts s JOIN script_versions v ON v.script_id = s.id
WHERE e.id = %(run_id)s AND e.status = 'queued' AND s.id = e.script_id AND v.version = e.version
RETURNING e.script_id, e.parameters, s.title, s.kind, v.content, v.encoding, v.raw;

-- name: end -- How a run went, from the process that ran it.
UPDATE execution_logs SET status = %(status)s, reason = %(reason)s, exit_code = %(exit_code)s, execution_time = %(execution_time)s,
    error_message = %(error_message)s, output = %(output)s, output_truncated = %(output_truncated)s, ended_at = NOW()
WHERE id = %(run_id)s AND status = 'running' AND worker = %(worker)s
RETURNING script_id;

-- name: script_of -- Which script a run is of.
SELECT script_id FROM execution_logs WHERE id = %(run_id)s;

-- name: open -- Runs that go on, and what is known of the process that began them.
SELECT e.id, e.worker, processes.detail AS process,
    processes.seen_at IS NOT NULL AND processes.seen_at BETWEEN NOW() - %(seconds)s * INTERVAL '1 second' AND NOW() + INTERVAL '10 minutes' AS seen
FROM execution_logs e LEFT JOIN processes ON processes.name = split_part(e.worker, '/', 1) WHERE e.status = 'running';

-- name: due -- Runs that wait, and were last pushed so many seconds ago.
SELECT id FROM execution_logs WHERE status = 'queued' AND enqueued_at <= NOW() - %(seconds)s * INTERVAL '1 second' ORDER BY id;

-- name: claim -- The same, for one sweeper alone.
UPDATE execution_logs SET enqueued_at = NOW()
WHERE id = ANY(%(run_ids)s) AND status = 'queued' AND enqueued_at <= NOW() - %(seconds)s * INTERVAL '1 second' RETURNING id;

-- name: cancel_waiting -- Runs that wait where no more are allowed.
UPDATE execution_logs SET status = 'cancelled', reason = 'execution_disabled', ended_at = NOW() WHERE status = 'queued' RETURNING id;

-- name: forget_output -- What scripts said so many days ago.
UPDATE execution_logs SET output = NULL WHERE output IS NOT NULL AND ended_at < NOW() - %(days)s * INTERVAL '1 day';

-- name: one -- One run of a script, with what it said.
SELECT e.id, e.script_id, e.user_id, u.username, e.status, e.execution_time, e.parameters, e.error_message, e.ip_address, e.created_at,
    e.version, e.exit_code, e.reason, e.started_at, e.ended_at, e.output, e.output_truncated
FROM execution_logs e LEFT JOIN users u ON u.id = e.user_id WHERE e.script_id = %(script_id)s AND e.id = %(run_id)s;
