-- name: carry -- A batch for an upload that gets another chance, behind whoever waits; nothing where it is not in quarantine, or its bytes are gone.
-- What has a version already goes on where it was; all else begins anew.
INSERT INTO batches (id, root_id, user_id, lane, stage, enqueued_at)
SELECT %(batch_id)s, uploads.root_batch_id, uploads.user_id, 'bulk',
    CASE WHEN uploads.version IS NULL OR uploads.script_id IS NULL THEN 'hash' ELSE quarantine.stage END, NOW()
FROM uploads JOIN quarantine ON quarantine.upload_id = uploads.id JOIN upload_contents ON upload_contents.upload_id = uploads.id
WHERE uploads.id = %(upload_id)s AND uploads.status = 'failed' FOR UPDATE OF uploads
RETURNING stage;

-- name: release -- The upload is under way again: as if just accepted, or with the version that it has.
UPDATE uploads SET batch_id = %(batch_id)s, error_code = NULL, error_message = NULL, duplicate_of = NULL, waits_for = NULL, updated_at = NOW(),
    status = CASE WHEN %(anew)s THEN 'queued' ELSE 'processing' END,
    script_id = CASE WHEN NOT %(anew)s THEN script_id END,
    version = CASE WHEN NOT %(anew)s THEN version END,
    outcome = CASE WHEN NOT %(anew)s THEN CASE version WHEN 1 THEN 'new' ELSE 'changed' END END
WHERE id = %(upload_id)s;

-- name: read -- What a script in quarantine is called, and its bytes.
SELECT uploads.filename, received.content FROM quarantine JOIN uploads ON uploads.id = quarantine.upload_id
JOIN upload_contents received ON received.upload_id = uploads.id WHERE uploads.id = %(upload_id)s;

-- name: strike -- It is not in quarantine any more.
DELETE FROM quarantine WHERE upload_id = %(upload_id)s RETURNING upload_id;

-- name: drop_content -- Its bytes, which nobody will look at again.
DELETE FROM upload_contents WHERE upload_id = %(upload_id)s;
