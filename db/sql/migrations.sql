-- Which migrations a database has. The table is yoyo's.

-- name: has_table -- Whether any migration was ever applied here.
SELECT to_regclass('_yoyo_migration') IS NOT NULL;

-- name: applied -- What was applied, in the order of its names.
SELECT migration_id, applied_at_utc FROM _yoyo_migration ORDER BY migration_id;

-- name: try_lock -- Be the one process that migrates this database, until the session ends.
SELECT pg_try_advisory_lock(4711, 1);

-- name: unlock -- Let the next process migrate.
SELECT pg_advisory_unlock(4711, 1);
