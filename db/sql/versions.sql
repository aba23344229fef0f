-- name: planned -- What a batch's live uploads are to become. `clash`: the script, or another of its owner, has these bytes by now.
SELECT uploads.id, uploads.outcome, uploads.script_id, uploads.tags IS NOT NULL AS tagged,
    uploads.outcome = 'changed' AND EXISTS (SELECT FROM scripts equal WHERE equal.user_id = scripts.user_id AND equal.sha256 = uploads.sha256) AS clash
FROM uploads LEFT JOIN scripts ON scripts.id = uploads.script_id
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' ORDER BY uploads.seq;

-- name: lock_scripts -- Nobody deletes or changes these scripts until the commit; in one order for all, so that nobody waits in a circle.
SELECT id FROM scripts WHERE id = ANY(%(script_ids)s) ORDER BY id FOR UPDATE;

-- name: insert_first -- First versions of a batch's new scripts.
INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size, encoding, raw)
SELECT uploads.script_id, coalesce(received.text, convert_from(received.content, 'UTF8')), 1, uploads.user_id, uploads.commit_message,
    uploads.sha256, uploads.size, uploads.encoding, CASE WHEN received.raw_kept THEN received.content END
FROM uploads JOIN upload_contents received ON received.upload_id = uploads.id
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.outcome = 'new' AND uploads.script_id IS NOT NULL
ORDER BY uploads.seq
ON CONFLICT (script_id, version) DO NOTHING;

-- name: insert_next -- What the scripts of these uploads have become is kept as a version.
INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size, encoding, raw)
SELECT scripts.id, scripts.content, scripts.version, uploads.user_id, uploads.commit_message, scripts.sha256, scripts.size, scripts.encoding, scripts.raw
FROM uploads JOIN scripts ON scripts.id = uploads.script_id WHERE uploads.id = ANY(%(ids)s)
ORDER BY uploads.seq;

-- name: set_on_uploads -- Which version each upload of a batch made.
UPDATE uploads SET version = CASE WHEN uploads.outcome = 'new' THEN 1 ELSE scripts.version END, updated_at = NOW()
FROM scripts WHERE scripts.id = uploads.script_id AND uploads.batch_id = %(batch_id)s AND uploads.status = 'processing';
