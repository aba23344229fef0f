-- name: copy -- Uploads as they were accepted, in that order.
COPY uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, source_path, target_script_id, title, description, category_id, tags,
    is_public, allow_secrets, wants_analysis, commit_message, notes) FROM STDIN;

-- name: copy_contents -- Their bytes.
COPY upload_contents (upload_id, content) FROM STDIN (FORMAT BINARY);

-- name: contents -- The bytes of a batch's live uploads.
SELECT uploads.id, upload_contents.content FROM uploads JOIN upload_contents ON upload_contents.upload_id = uploads.id
WHERE uploads.batch_id = %(batch_id)s AND uploads.status IN ('queued', 'processing') ORDER BY uploads.seq;

-- name: set_hashes -- What the bytes are.
UPDATE uploads SET status = 'processing', file_hash = found.md5, sha256 = found.sha256, encoding = found.encoding, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(md5)s::text[], %(sha256)s::bytea[], %(encodings)s::text[]) AS found (id, md5, sha256, encoding)
WHERE uploads.id = found.id AND uploads.batch_id = %(batch_id)s AND uploads.status IN ('queued', 'processing');

-- name: set_texts -- The text of bytes that are not simply UTF-8.
UPDATE upload_contents SET text = found.text, raw_kept = found.raw_kept
FROM unnest(%(ids)s::uuid[], %(texts)s::text[], %(raw_kept)s::boolean[]) AS found (id, text, raw_kept)
WHERE upload_contents.upload_id = found.id;

-- name: lock_owners -- Decide about one owner's scripts one batch at a time: the callers', and the owners of scripts that they named.
SELECT pg_advisory_xact_lock(%(space)s, owner) FROM (
    SELECT user_id AS owner FROM batches WHERE id = %(batch_id)s
    UNION SELECT scripts.user_id FROM uploads JOIN scripts ON scripts.id = uploads.target_script_id WHERE uploads.batch_id = %(batch_id)s
    ORDER BY owner) AS owners;

-- name: decisions_pending -- Whether anything that was decided elsewhere is being carried out at this moment.
SELECT EXISTS (SELECT FROM batches WHERE finished_at IS NULL AND stage IN ('insert', 'version') AND id <> %(batch_id)s);

-- name: undecided -- What each upload of a batch may mean: the script it selects, the owner's script with the same bytes, that of another.
SELECT uploads.id, uploads.seq, uploads.source_path, uploads.sha256, uploads.notes -> 'target' IS NOT NULL AS names_script,
    selected.id AS selected, selected.sha256 AS selected_sha256, selected.version AS selected_version,
    (SELECT count(*) FROM script_sources others WHERE others.script_id = selected.id) AS paths,
    coalesce(selected.user_id, uploads.user_id) AS owner, own.id AS own, own.version AS own_version,
    other.id AS other, other.version AS other_version
FROM uploads
LEFT JOIN script_sources source
    ON source.user_id = uploads.user_id AND source.source_path = uploads.source_path AND uploads.notes -> 'target' IS NULL
LEFT JOIN scripts selected ON selected.id = coalesce(uploads.target_script_id, source.script_id)
    AND (selected.user_id = uploads.user_id OR uploads.target_script_id IS NOT NULL AND %(is_admin)s)
LEFT JOIN scripts own ON own.user_id = coalesce(selected.user_id, uploads.user_id) AND own.sha256 = uploads.sha256
LEFT JOIN LATERAL (
    SELECT visible.id, visible.version FROM visible_scripts(uploads.user_id, %(is_admin)s) visible
    WHERE visible.file_hash = uploads.file_hash AND visible.sha256 = uploads.sha256 ORDER BY visible.id LIMIT 1
) other ON selected.id IS NULL AND own.id IS NULL
WHERE uploads.batch_id = %(batch_id)s AND uploads.status IN ('queued', 'processing') AND uploads.outcome IS NULL
ORDER BY uploads.seq;

-- name: blocking_paths -- Uploads of other batches for the same source path: accepted earlier, or decided but not carried out.
-- Locked, so that the one that ends meanwhile sees who waits for it.
SELECT mine.id, other.id AS other, other.seq FROM uploads mine
JOIN uploads other ON other.user_id = mine.user_id AND other.source_path = mine.source_path AND other.batch_id <> mine.batch_id
    AND other.status IN ('queued', 'processing') AND other.version IS NULL AND (other.seq < mine.seq OR other.outcome IS NOT NULL)
WHERE mine.batch_id = %(batch_id)s AND mine.status IN ('queued', 'processing') AND mine.outcome IS NULL AND mine.source_path IS NOT NULL
FOR SHARE OF other;

-- name: blocking_scripts -- The same for scripts that uploads select or equal.
SELECT mine.id, other.id AS other, other.seq
FROM unnest(%(ids)s::uuid[], %(scripts)s::integer[], %(seqs)s::bigint[]) AS mine (id, script_id, seq)
CROSS JOIN LATERAL (
    SELECT id FROM uploads WHERE target_script_id = mine.script_id
    UNION ALL SELECT id FROM uploads WHERE script_id = mine.script_id
    UNION ALL SELECT found.id FROM script_sources source JOIN uploads found
        ON found.user_id = source.user_id AND found.source_path = source.source_path AND found.status IN ('queued', 'processing')
        WHERE source.script_id = mine.script_id
    UNION ALL SELECT same.id FROM scripts JOIN uploads same
        ON same.user_id = scripts.user_id AND same.sha256 = scripts.sha256 AND same.status = 'processing'
        WHERE scripts.id = mine.script_id) candidate
JOIN uploads other ON other.id = candidate.id
WHERE other.batch_id <> %(batch_id)s AND other.status IN ('queued', 'processing') AND other.version IS NULL
    AND (other.seq < mine.seq OR other.outcome IS NOT NULL)
FOR SHARE OF other;

-- name: blocking_bytes -- The same for bytes that the owner has no script of yet: the first upload of them.
SELECT mine.id, other.id AS other, other.seq FROM unnest(%(ids)s::uuid[], %(sha256)s::bytea[], %(seqs)s::bigint[]) AS mine (id, sha256, seq)
CROSS JOIN LATERAL (
    SELECT id, seq FROM uploads WHERE user_id = %(user_id)s AND sha256 = mine.sha256 AND status = 'processing' AND version IS NULL
        AND batch_id <> %(batch_id)s AND (seq < mine.seq OR outcome IS NOT NULL)
    ORDER BY seq LIMIT 1 FOR SHARE) other;

-- name: blocking_unread -- The last earlier upload of the lane whose bytes nobody has looked at yet: they may be the same.
SELECT other.id, other.seq FROM batches JOIN uploads other ON other.batch_id = batches.id
WHERE batches.user_id = %(user_id)s AND batches.lane = %(lane)s AND batches.stage = 'hash' AND batches.finished_at IS NULL
    AND other.status IN ('queued', 'processing') AND other.seq < %(seq)s
ORDER BY other.seq DESC LIMIT 1 FOR SHARE OF other;

-- name: decide -- What uploads turned out to be: a new script, or a change of one.
UPDATE uploads SET outcome = decided.outcome, script_id = decided.script_id, waits_for = NULL, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(outcomes)s::text[], %(scripts)s::integer[]) AS decided (id, outcome, script_id) WHERE uploads.id = decided.id;

-- name: end_equal -- Uploads that say what the library has already.
UPDATE uploads SET status = 'duplicate', outcome = equal.outcome, script_id = equal.script_id, duplicate_of = equal.script_id,
    version = equal.version, waits_for = NULL, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(outcomes)s::text[], %(scripts)s::integer[], %(versions)s::integer[]) AS equal (id, outcome, script_id, version)
WHERE uploads.id = equal.id;

-- name: drop_contents -- The bytes of uploads that ended well.
DELETE FROM upload_contents USING uploads WHERE upload_contents.upload_id = uploads.id AND uploads.batch_id = %(batch_id)s
AND uploads.status IN ('completed', 'duplicate');

-- name: fail -- Uploads that cannot get further.
UPDATE uploads SET status = 'failed', error_code = failed.code, error_message = failed.message, outcome = NULL, waits_for = NULL, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(codes)s::text[], %(messages)s::text[]) AS failed (id, code, message)
WHERE uploads.id = failed.id AND uploads.status IN ('queued', 'processing');

-- name: live -- A batch's uploads that have not ended, in the order of acceptance.
SELECT id FROM uploads WHERE batch_id = %(batch_id)s AND status IN ('queued', 'processing') ORDER BY seq;

-- name: move -- Carry uploads in another batch.
UPDATE uploads SET batch_id = %(new_id)s, waits_for = moved.waits_for, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(waits_for)s::uuid[]) AS moved (id, waits_for) WHERE uploads.id = moved.id;

-- name: reconsider -- Decide anew about uploads that lost a race.
UPDATE uploads SET outcome = NULL, script_id = NULL, updated_at = NOW() WHERE id = ANY(%(ids)s);

-- name: complete -- All that is left of a batch is done.
UPDATE uploads SET status = 'completed', updated_at = NOW() WHERE batch_id = %(batch_id)s AND status IN ('queued', 'processing') RETURNING script_id;

-- name: note -- What could not be done of a step.
UPDATE uploads SET notes = uploads.notes || noted.note::jsonb, updated_at = NOW()
FROM unnest(%(ids)s::uuid[], %(notes)s::text[]) AS noted (id, note) WHERE uploads.id = noted.id;

-- name: quarantine -- The script that killed its process, with the evidence.
INSERT INTO quarantine (upload_id, stage, reason, log) VALUES (%(upload_id)s, %(stage)s, %(reason)s, %(log)s)
ON CONFLICT (upload_id) DO UPDATE SET stage = EXCLUDED.stage, reason = EXCLUDED.reason, log = EXCLUDED.log, created_at = NOW();

-- name: own_targets -- Which of these scripts a caller may change.
SELECT id FROM own_scripts(%(viewer)s, %(viewer_is_admin)s) WHERE id = ANY(%(ids)s);

-- name: without_script -- A batch's live uploads whose script was deleted meanwhile.
SELECT id FROM uploads WHERE batch_id = %(batch_id)s AND status = 'processing' AND script_id IS NULL;
