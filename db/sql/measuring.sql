-- name: stages -- Runs of stages by outcome, and how many seconds they took together.
SELECT stage, outcome, count(*) AS runs, coalesce(sum(extract(EPOCH FROM ended_at - started_at)), 0)::float AS seconds
FROM stage_runs WHERE outcome IS NOT NULL GROUP BY stage, outcome ORDER BY stage, outcome;

-- name: deadlocks -- How many PostgreSQL found in this database.
SELECT deadlocks FROM pg_stat_database WHERE datname = current_database();
