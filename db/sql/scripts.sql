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

-- name: insert -- New scripts of a batch. What is to be public is private until it has been analysed. Of uploads with the same bytes the first one makes it; where another batch was first, nothing is made.
INSERT INTO scripts (title, description, content, user_id, category_id, version, is_public, file_hash, sha256, size, kind, encoding, raw, to_publish)
SELECT coalesce(nullif(btrim(uploads.title), ''), CASE WHEN uploads.filename !~ '[/\\[:cntrl:]]' AND length(uploads.filename) <= 255
        THEN nullif(btrim(uploads.filename), '') -- the file's own name for a script that nobody named
        ELSE nullif(left(btrim(regexp_replace(regexp_replace(uploads.filename, '^.*[/\\](?=.)', ''), '[[:cntrl:]]+', ' ', 'g')), 255), '') END, 'untitled'),
    uploads.description, coalesce(received.text, convert_from(received.content, 'UTF8')), uploads.user_id, uploads.category_id, 1,
    false, uploads.file_hash, uploads.sha256, uploads.size, uploads.kind, uploads.encoding,
    CASE WHEN received.raw_kept THEN received.content END, coalesce(uploads.is_public, false)
FROM uploads JOIN upload_contents received ON received.upload_id = uploads.id
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' AND uploads.outcome = 'new' -- sorting them would cost as much as their indexes
ON CONFLICT (user_id, sha256) DO NOTHING;

-- name: drop_unversioned -- Scripts that these uploads made and that never got a first version.
DELETE FROM scripts USING uploads
WHERE uploads.id = ANY(%(ids)s) AND uploads.outcome = 'new' AND uploads.version IS NULL
    AND scripts.user_id = uploads.user_id AND scripts.sha256 = uploads.sha256
    AND NOT EXISTS (SELECT FROM script_versions WHERE script_versions.script_id = scripts.id);

-- name: change -- Scripts get the bytes of these uploads, and what else was said with them. A wish that was not said changes nothing.
UPDATE scripts SET content = coalesce(received.text, convert_from(received.content, 'UTF8')), version = scripts.version + 1,
    file_hash = uploads.file_hash, sha256 = uploads.sha256, size = uploads.size, kind = uploads.kind, encoding = uploads.encoding,
    raw = CASE WHEN received.raw_kept THEN received.content END,
    title = coalesce(nullif(btrim(uploads.title), ''), scripts.title), description = coalesce(uploads.description, scripts.description),
    category_id = coalesce(uploads.category_id, scripts.category_id), is_public = scripts.is_public AND uploads.is_public IS NOT FALSE,
    to_publish = coalesce(uploads.is_public AND NOT scripts.is_public, scripts.to_publish), updated_at = NOW()
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
