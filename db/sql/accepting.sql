-- name: one -- A request of one file in one statement: each round trip costs a single upload more than its rows do.
WITH batch AS (
    INSERT INTO batches (id, root_id, user_id, lane, request_id, enqueued_at)
    VALUES (%(batch_id)s, %(root_id)s, %(user_id)s, %(lane)s, %(request_id)s, NOW())
), upload AS (
    INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, source_path, target_script_id, title, description, category_id,
        tags, is_public, allow_secrets, wants_analysis, commit_message, notes)
    VALUES (%(id)s, %(batch_id)s, %(root_id)s, %(user_id)s, %(filename)s, %(kind)s, %(size)s, %(source_path)s, %(target_script_id)s, %(title)s,
        %(description)s, %(category_id)s, %(tags)s::text[], %(is_public)s, %(allow_secrets)s, %(wants_analysis)s, %(commit_message)s, %(notes)s::jsonb)
)
INSERT INTO upload_contents (upload_id, content) VALUES (%(id)s, %(content)s);
