-- name: record -- Who did what to what, from where.
INSERT INTO audit_log (user_id, action, target, address, request_id, detail)
VALUES (%(user_id)s, %(action)s, %(target)s, %(address)s, %(request_id)s, %(detail)s::jsonb);

-- name: list -- What was done, the newest first.
SELECT id, user_id, action, target, address, request_id, detail, created_at FROM audit_log
WHERE (%(before)s::bigint IS NULL OR id < %(before)s)
AND (%(action)s::text IS NULL OR action = %(action)s) AND (%(user_id)s::integer IS NULL OR user_id = %(user_id)s)
ORDER BY id DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: count -- How much was done.
SELECT count(*) FROM audit_log
WHERE (%(action)s::text IS NULL OR action = %(action)s) AND (%(user_id)s::integer IS NULL OR user_id = %(user_id)s);

-- name: forget -- Entries older than they are kept.
DELETE FROM audit_log WHERE created_at < NOW() - %(days)s * INTERVAL '1 day';
