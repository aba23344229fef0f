-- name: record -- A run that is over, of a stage too short to be noted at its start.
INSERT INTO stage_runs (batch_id, stage, size, worker, started_at, ended_at, outcome, detail)
SELECT id, %(stage)s, %(size)s, %(worker)s, clock_timestamp() - %(seconds)s * INTERVAL '1 second', clock_timestamp(), %(outcome)s, %(detail)s
FROM batches WHERE id = %(batch_id)s;

-- name: end -- How a run of a stage ended.
UPDATE stage_runs SET ended_at = clock_timestamp(), outcome = %(outcome)s, detail = %(detail)s WHERE id = %(run_id)s AND ended_at IS NULL;

-- name: end_of_worker -- The same for a run whose process cannot say it itself.
UPDATE stage_runs SET ended_at = clock_timestamp(), outcome = %(outcome)s, detail = %(detail)s
WHERE batch_id = %(batch_id)s AND stage = %(stage)s AND worker = %(worker)s AND ended_at IS NULL;

-- name: open -- Runs that have not said how they ended, and what is known of the process that began them.
SELECT stage_runs.batch_id, stage_runs.stage, stage_runs.worker, processes.detail AS process,
    processes.seen_at IS NOT NULL AND processes.seen_at BETWEEN NOW() - %(seconds)s * INTERVAL '1 second' AND NOW() + INTERVAL '10 minutes' AS seen
FROM stage_runs LEFT JOIN processes ON processes.name = split_part(stage_runs.worker, '/', 1)
WHERE stage_runs.ended_at IS NULL;

-- name: lost_in_a_row -- How often a stage of a batch was lost since anything else happened to it.
SELECT count(*) FROM stage_runs WHERE batch_id = %(batch_id)s AND stage = %(stage)s AND outcome = 'lost'
AND id > coalesce((SELECT max(id) FROM stage_runs other WHERE other.batch_id = %(batch_id)s AND other.outcome <> 'lost'), 0);
