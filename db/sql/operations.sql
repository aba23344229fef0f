-- What an operator looks at: `psscript status` and `psscript doctor`.

-- name: server -- Which PostgreSQL and pgvector this is, and its clock (UTC).
SELECT current_setting('server_version_num')::int AS version, (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS vector,
       NOW() AT TIME ZONE 'UTC' AS now;

-- name: uploads_by_status -- How many uploads are in which state.
SELECT status, count(*) AS number FROM uploads GROUP BY status;

-- name: unfinished -- Batches that are under way, by lane and stage, with how long the oldest has not moved (seconds).
SELECT b.lane, b.stage, count(DISTINCT b.id) AS batches, count(u.id) AS uploads, extract(epoch FROM NOW() - min(b.updated_at))::float AS oldest,
       max(b.attempts) AS attempts, max(b.deaths) AS deaths
FROM batches b LEFT JOIN uploads u ON u.batch_id = b.id AND u.status IN ('queued', 'processing')
WHERE b.finished_at IS NULL GROUP BY b.lane, b.stage ORDER BY b.lane, b.stage;

-- name: forgotten -- Batches that wait for nothing and that no queue was told of for so many seconds: the sweeper should have put them back.
SELECT count(*) FROM batches
WHERE finished_at IS NULL AND not_before < NOW() - make_interval(secs => %(seconds)s)
  AND coalesce(enqueued_at, created_at) < NOW() - make_interval(secs => %(seconds)s) AND updated_at < NOW() - make_interval(secs => %(seconds)s);

-- name: finished_lately -- Uploads that ended within so many seconds, for a rate.
SELECT count(*) FROM uploads
WHERE status IN ('completed', 'duplicate', 'failed') AND updated_at > NOW() - make_interval(secs => %(seconds)s);

-- name: processes -- Who was seen within so many seconds, and how long ago (seconds).
SELECT name, kind, host, pid, extract(epoch FROM NOW() - seen_at)::float AS ago, detail FROM processes
WHERE seen_at > NOW() - make_interval(secs => %(seconds)s) ORDER BY kind, name;

-- name: failures -- Why uploads failed, the commonest reasons first.
SELECT error_code, count(*) AS number FROM uploads WHERE status = 'failed' GROUP BY error_code ORDER BY count(*) DESC, error_code LIMIT 10;

-- name: totals -- Sizes of the library.
SELECT (SELECT count(*) FROM scripts) AS scripts, (SELECT count(*) FROM script_versions) AS versions, (SELECT count(*) FROM script_analysis) AS analyses,
       (SELECT count(*) FROM script_embeddings) AS embeddings, (SELECT count(*) FROM quarantine) AS quarantined,
       (SELECT count(*) FROM users WHERE role = 'admin') AS admins;
