-- name: upload -- How far one upload is. Another's script is named only where the viewer may see it.
SELECT uploads.id, uploads.root_batch_id AS batch_id, uploads.filename, uploads.status, batches.stage, uploads.outcome,
    seen.id AS script_id, CASE WHEN seen.id IS NOT NULL THEN uploads.version END AS version,
    CASE WHEN seen.id = uploads.duplicate_of THEN seen.id END AS duplicate_of, seen.embedding_unknown,
    uploads.error_code, uploads.error_message, uploads.notes, uploads.created_at, uploads.updated_at
FROM uploads JOIN batches ON batches.id = uploads.batch_id
LEFT JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) seen ON seen.id = uploads.script_id
WHERE uploads.id = %(upload_id)s AND (uploads.user_id = %(viewer)s OR %(viewer_is_admin)s);

-- name: uploads -- The same for the uploads of a request, in their order, a page at a time.
SELECT uploads.id, uploads.root_batch_id AS batch_id, uploads.filename, uploads.status, batches.stage, uploads.outcome,
    seen.id AS script_id, CASE WHEN seen.id IS NOT NULL THEN uploads.version END AS version,
    CASE WHEN seen.id = uploads.duplicate_of THEN seen.id END AS duplicate_of, seen.embedding_unknown,
    uploads.error_code, uploads.error_message, uploads.notes, uploads.created_at, uploads.updated_at
FROM uploads JOIN batches ON batches.id = uploads.batch_id
LEFT JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) seen ON seen.id = uploads.script_id
WHERE uploads.root_batch_id = %(root_id)s AND (uploads.user_id = %(viewer)s OR %(viewer_is_admin)s)
ORDER BY uploads.seq LIMIT %(limit)s OFFSET %(offset)s;

-- name: request -- Whose request it is and when it came, how many uploads are in which state and stage, and for how long it has been worked on.
SELECT root.id, root.user_id, root.lane, root.request_id, root.created_at, counts.status, counts.stage, counts.number,
    extract(epoch FROM coalesce(counts.last_end, root.created_at) - root.created_at)::float AS until_last_end,
    extract(epoch FROM NOW() - root.created_at)::float AS age
FROM batches root CROSS JOIN LATERAL (
    SELECT uploads.status, CASE WHEN uploads.status IN ('queued', 'processing') THEN batches.stage ELSE 'done' END AS stage, count(*) AS number,
        max(uploads.updated_at) FILTER (WHERE uploads.status IN ('completed', 'duplicate', 'failed')) AS last_end
    FROM uploads JOIN batches ON batches.id = uploads.batch_id WHERE uploads.root_batch_id = root.id GROUP BY 1, 2) counts
WHERE root.id = %(root_id)s AND root.root_id = root.id AND (root.user_id = %(viewer)s OR %(viewer_is_admin)s);

-- name: requests -- Requests of a viewer, the newest first.
SELECT root.id, root.lane, root.created_at, count(*) AS uploads, count(*) FILTER (WHERE uploads.status IN ('queued', 'processing')) AS live,
    count(*) FILTER (WHERE uploads.status = 'failed') AS failed
FROM batches root JOIN uploads ON uploads.root_batch_id = root.id
WHERE root.root_id = root.id AND NOT root.again AND (root.user_id = %(viewer)s OR %(viewer_is_admin)s AND %(all)s)
    AND (%(before)s::uuid IS NULL OR root.id < %(before)s)
GROUP BY root.id ORDER BY root.id DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: request_count -- How many there are.
SELECT count(*) FROM batches root
WHERE root.root_id = root.id AND NOT root.again AND (root.user_id = %(viewer)s OR %(viewer_is_admin)s AND %(all)s)
    AND EXISTS (SELECT FROM uploads WHERE uploads.root_batch_id = root.id);
