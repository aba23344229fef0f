-- name: seen -- A process is there.
INSERT INTO processes (name, kind, host, pid, detail) VALUES (%(name)s, %(kind)s, %(host)s, %(pid)s, %(detail)s::jsonb)
ON CONFLICT (name) DO UPDATE SET seen_at = NOW(), detail = EXCLUDED.detail;

-- name: leave -- A process that ends says so.
DELETE FROM processes WHERE name = %(name)s;

-- name: forget -- Processes that ended without a word, long ago.
DELETE FROM processes WHERE seen_at < NOW() - INTERVAL '1 day';

-- name: known -- Processes that said that they are there.
SELECT name, pid, detail FROM processes;

-- name: bury -- Strike out dead processes of which no run is open: who looks after that run asks where the process was.
DELETE FROM processes WHERE name = ANY(%(names)s)
AND NOT EXISTS (SELECT FROM stage_runs WHERE ended_at IS NULL AND split_part(worker, '/', 1) = processes.name)
AND NOT EXISTS (SELECT FROM execution_logs WHERE status = 'running' AND split_part(worker, '/', 1) = processes.name);
