-- name: lock -- Scripts that a viewer sees, locked in one order until the commit, and whether they are the viewer's to change.
SELECT id, user_id, title, description, category_id, version, is_public, kind, encoding, content, raw, sha256, file_hash, size,
    id IN (SELECT own.id FROM own_scripts(%(viewer)s, %(viewer_is_admin)s) own) AS own
FROM scripts WHERE id = ANY(%(script_ids)s) AND id IN (SELECT seen.id FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) seen)
ORDER BY id FOR UPDATE;

-- name: lock_owner -- Changes of one owner's scripts by hand and by uploads go one after the other.
SELECT pg_advisory_xact_lock(%(space)s, %(owner)s);

-- name: change -- What is shown of scripts beside their content; only what `set_...` names.
UPDATE scripts SET title = CASE WHEN %(set_title)s THEN %(title)s ELSE title END,
    description = CASE WHEN %(set_description)s THEN %(description)s ELSE description END,
    category_id = CASE WHEN %(set_category_id)s THEN %(category_id)s ELSE category_id END,
    is_public = CASE WHEN %(set_is_public)s THEN %(is_public)s ELSE is_public END,
    to_publish = to_publish AND NOT %(set_is_public)s, updated_at = NOW()
WHERE id = ANY(%(script_ids)s);

-- name: equal -- The owner's other script with the same bytes.
SELECT id FROM scripts WHERE user_id = %(owner)s AND sha256 = %(sha256)s AND id <> %(script_id)s;

-- name: set_content -- New bytes are a new version.
UPDATE scripts SET content = %(content)s, version = version + 1, file_hash = %(file_hash)s, sha256 = %(sha256)s, size = %(size)s,
    encoding = %(encoding)s, raw = %(raw)s, updated_at = NOW()
WHERE id = %(script_id)s RETURNING version;

-- name: keep_version -- What a script is now, as a version of it.
INSERT INTO script_versions (script_id, content, version, user_id, commit_message, sha256, size, encoding, raw)
SELECT id, content, version, %(user_id)s, %(commit_message)s, sha256, size, encoding, raw FROM scripts WHERE id = %(script_id)s
RETURNING id;

-- name: forget_analysis -- The next run looks at the current version as if it had never been seen.
DELETE FROM version_analyses USING script_versions v, scripts s
WHERE s.id = %(script_id)s AND v.script_id = s.id AND v.version = s.version AND version_analyses.script_version_id = v.id;

-- name: enter -- An upload that begins where its script is there already: nothing but the analysis and what follows it is left to do.
INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, file_hash, sha256, encoding, status, outcome, script_id, version,
    commit_message, allow_secrets)
SELECT %(upload_id)s, %(batch_id)s, %(batch_id)s, %(user_id)s, file_name_of(scripts), kind, size, file_hash, sha256, encoding, 'processing', %(outcome)s, id, version,
    %(commit_message)s, %(allow_secrets)s
FROM scripts WHERE id = %(script_id)s;

-- name: enter_batch -- Its batch, at the stage that comes next.
INSERT INTO batches (id, root_id, user_id, lane, stage, request_id, enqueued_at)
VALUES (%(batch_id)s, %(batch_id)s, %(user_id)s, 'interactive', %(stage)s, %(request_id)s, NOW());

-- name: enter_content -- And the bytes that are looked at.
INSERT INTO upload_contents (upload_id, content) VALUES (%(upload_id)s, %(content)s);

-- name: delete -- Scripts, and by cascade all that hangs on them.
DELETE FROM scripts WHERE id = ANY(%(script_ids)s);

-- name: add_tags -- Tags that are named for the first time.
INSERT INTO tags (name) SELECT name FROM unnest(%(names)s::text[]) AS name WHERE NOT EXISTS (SELECT FROM tags WHERE tags.name = name.name)
ORDER BY name ON CONFLICT (name) DO NOTHING;

-- name: tag -- Scripts get tags; they keep those they have.
INSERT INTO script_tags (script_id, tag_id)
SELECT script_id, tags.id FROM unnest(%(script_ids)s::integer[]) AS script_id CROSS JOIN tags WHERE tags.name = ANY(%(names)s)
ORDER BY script_id, tags.id ON CONFLICT DO NOTHING;

-- name: untag -- Scripts lose the tags that are not among these.
DELETE FROM script_tags USING tags WHERE tags.id = tag_id AND script_id = ANY(%(script_ids)s) AND NOT name = ANY(%(names)s);

-- name: remove_tag -- A script loses one tag, given by name or number.
DELETE FROM script_tags USING tags WHERE tags.id = tag_id AND script_id = %(script_id)s AND (name = %(name)s OR tags.id = %(tag_id)s);

-- name: touch -- A script's tags are part of what is shown of it.
UPDATE scripts SET updated_at = NOW() WHERE id = ANY(%(script_ids)s);

-- name: tags -- The tags of a script.
SELECT tags.id, tags.name FROM script_tags JOIN tags ON tags.id = tag_id WHERE script_id = %(script_id)s ORDER BY name;
