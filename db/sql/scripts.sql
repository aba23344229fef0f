-- name: set_sources -- Source paths belong to these scripts from now on.
INSERT INTO script_sources (user_id, source_path, script_id)
SELECT %(user_id)s, source.source_path, source.script_id FROM unnest(%(paths)s::text[], %(scripts)s::integer[]) AS source (source_path, script_id)
JOIN scripts ON scripts.id = source.script_id
ORDER BY source.source_path
ON CONFLICT (user_id, source_path) DO UPDATE SET script_id = EXCLUDED.script_id, updated_at = NOW();

-- name: set_sources_of -- The same for the paths of uploads.
INSERT INTO script_sources (user_id, source_path, script_id)
SELECT user_id, source_path, script_id FROM uploads
WHERE id = ANY(%(ids)s) AND source_path IS NOT NULL AND script_id IS NOT NULL ORDER BY source_path
ON CONFLICT (user_id, source_path) DO UPDATE SET script_id = EXCLUDED.script_id, updated_at = NOW();

-- name: insert -- New scripts of a batch. Of uploads with the same bytes the first one makes it; where another batch was first, nothing is made.
WITH wanted AS (
    SELECT DISTINCT ON (sha256) id, seq, sha256 FROM uploads
    WHERE batch_id = %(batch_id)s AND status = 'processing' AND outcome = 'new' AND script_id IS NULL ORDER BY sha256, seq
), made AS (
    INSERT INTO scripts (title, description, content, user_id, category_id, version, is_public, file_hash, sha256, size, kind, encoding, raw)
    SELECT coalesce(nullif(btrim(uploads.title), ''), nullif(left(btrim(regexp_replace(regexp_replace(uploads.filename,
            '^.*[/\\](?=.)', ''), '[[:cntrl:]]+', ' ', 'g')), 255), ''), 'untitled'), -- the file's own name for a script that nobody named
        uploads.description, coalesce(received.text, convert_from(received.content, 'UTF8')), uploads.user_id, uploads.category_id, 1,
        coalesce(uploads.is_public, false), uploads.file_hash, uploads.sha256, uploads.size, uploads.kind, uploads.encoding,
        CASE WHEN received.raw_kept THEN received.content END
    FROM wanted JOIN uploads ON uploads.id = wanted.id JOIN upload_contents received ON received.upload_id = wanted.id
    ORDER BY wanted.seq
    ON CONFLICT (user_id, sha256) DO NOTHING
    RETURNING id, sha256
)
UPDATE uploads SET script_id = made.id, updated_at = NOW() FROM wanted JOIN made ON made.sha256 = wanted.sha256
WHERE uploads.id = wanted.id
RETURNING uploads.id, made.id AS script_id;

-- name: end_twins -- Uploads with the same bytes as one of their batch that made a script.
UPDATE uploads SET status = 'duplicate', outcome = 'duplicate', script_id = first.script_id, duplicate_of = first.script_id, version = 1,
    updated_at = NOW()
FROM uploads first
WHERE first.id = ANY(%(made_by)s) AND uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.outcome = 'new'
    AND uploads.script_id IS NULL AND uploads.sha256 = first.sha256
RETURNING uploads.id;

-- name: losers -- New files of a batch for which no script was made.
SELECT id FROM uploads WHERE batch_id = %(batch_id)s AND status = 'processing' AND outcome = 'new' AND script_id IS NULL ORDER BY seq;

-- name: change -- Scripts get the bytes of these uploads, and what else was said with them. A wish that was not said changes nothing.
UPDATE scripts SET content = coalesce(received.text, convert_from(received.content, 'UTF8')), version = scripts.version + 1,
    file_hash = uploads.file_hash, sha256 = uploads.sha256, size = uploads.size, kind = uploads.kind, encoding = uploads.encoding,
    raw = CASE WHEN received.raw_kept THEN received.content END,
    title = coalesce(nullif(btrim(uploads.title), ''), scripts.title), description = coalesce(uploads.description, scripts.description),
    category_id = coalesce(uploads.category_id, scripts.category_id), is_public = coalesce(uploads.is_public, scripts.is_public), updated_at = NOW()
FROM uploads JOIN upload_contents received ON received.upload_id = uploads.id
WHERE uploads.id = ANY(%(ids)s) AND scripts.id = uploads.script_id;

-- name: add_tags -- Tags that are named for the first time.
INSERT INTO tags (name) SELECT DISTINCT name FROM uploads CROSS JOIN unnest(uploads.tags) AS name
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND NOT EXISTS (SELECT FROM tags WHERE tags.name = name.name)
ORDER BY name
ON CONFLICT (name) DO NOTHING;

-- name: tag -- Scripts of a batch get the tags that were said with them; they keep those they have.
INSERT INTO script_tags (script_id, tag_id)
SELECT DISTINCT uploads.script_id, tags.id FROM uploads CROSS JOIN unnest(uploads.tags) AS name JOIN tags ON tags.name = name.name
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.script_id IS NOT NULL
ORDER BY uploads.script_id, tags.id
ON CONFLICT (script_id, tag_id) DO NOTHING;
