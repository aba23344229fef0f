-- name: planned -- What a batch's live uploads are to become. `clash`: the script, or another of its owner, has these bytes by now.
SELECT uploads.id, uploads.outcome, uploads.script_id, uploads.tags IS NOT NULL AS tagged, uploads.is_public AS public,
    uploads.outcome = 'changed' AND EXISTS (SELECT FROM scripts equal WHERE equal.user_id = scripts.user_id AND equal.sha256 = uploads.sha256) AS clash
FROM uploads LEFT JOIN scripts ON scripts.id = uploads.script_id
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' ORDER BY uploads.seq;

-- name: lock_scripts -- Nobody deletes or changes these scripts until the commit; in one order for all, so that nobody waits in a circle.
SELECT id FROM scripts WHERE id = ANY(%(script_ids)s) ORDER BY id FOR UPDATE;

-- name: hidden -- Scripts that these uploads take out of others' sight.
SELECT scripts.id FROM uploads JOIN scripts ON scripts.id = uploads.script_id
WHERE uploads.id = ANY(%(ids)s) AND NOT uploads.is_public AND scripts.is_public ORDER BY scripts.id;

-- name: insert_first -- First versions of a batch's new scripts. Who makes it owns the script; of equal uploads that is the first one.
WITH wanted AS (
    SELECT DISTINCT ON (uploads.sha256) uploads.id, uploads.seq, uploads.sha256, scripts.id AS script_id
    FROM uploads JOIN scripts ON scripts.user_id = uploads.user_id AND scripts.sha256 = uploads.sha256 AND scripts.version = 1
    WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.outcome = 'new'
    ORDER BY uploads.sha256, uploads.seq
), made AS (
    INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size, encoding, raw)
    SELECT wanted.script_id, coalesce(received.text, convert_from(received.content, 'UTF8')), 1, uploads.user_id, uploads.commit_message,
        uploads.sha256, uploads.size, uploads.encoding, CASE WHEN received.raw_kept THEN received.content END
    FROM wanted JOIN uploads ON uploads.id = wanted.id JOIN upload_contents received ON received.upload_id = wanted.id
    ORDER BY wanted.seq
    ON CONFLICT (script_id, version) DO NOTHING
    RETURNING script_id
)
UPDATE uploads SET script_id = made.script_id, version = 1, updated_at = NOW() FROM wanted JOIN made ON made.script_id = wanted.script_id
WHERE uploads.id = wanted.id
RETURNING uploads.id, made.script_id;

-- name: end_twins -- Uploads with the same bytes as one of their batch that made a script.
UPDATE uploads SET status = 'duplicate', outcome = 'duplicate', script_id = first.script_id, duplicate_of = first.script_id, version = 1,
    updated_at = NOW()
FROM uploads first
WHERE first.id = ANY(%(made_by)s) AND uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.outcome = 'new'
    AND uploads.version IS NULL AND uploads.sha256 = first.sha256
RETURNING uploads.id;

-- name: insert_next -- What the scripts of these uploads have become is kept as a version.
INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size, encoding, raw)
SELECT scripts.id, scripts.content, scripts.version, uploads.user_id, uploads.commit_message, scripts.sha256, scripts.size, scripts.encoding, scripts.raw
FROM uploads JOIN scripts ON scripts.id = uploads.script_id WHERE uploads.id = ANY(%(ids)s)
ORDER BY uploads.seq;

-- name: set_on_changed -- Which version each of these uploads made.
UPDATE uploads SET version = scripts.version, updated_at = NOW() FROM scripts WHERE scripts.id = uploads.script_id AND uploads.id = ANY(%(ids)s);
