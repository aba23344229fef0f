-- name: lock -- Processes that start together agree on one first key.
SELECT pg_advisory_xact_lock(hashtext('signing_keys'));

-- name: add -- A key that signs from now on.
INSERT INTO signing_keys (id, secret) VALUES (%(id)s, %(secret)s);

-- name: valid -- The keys that verify, the newest first.
SELECT id, secret FROM signing_keys WHERE retired_at IS NULL OR retired_at > NOW() ORDER BY created_at DESC, id;

-- name: retire -- Every key but one verifies only until the last token that it signed has run out.
UPDATE signing_keys SET retired_at = NOW() + %(grace)s * INTERVAL '1 second' WHERE id <> %(keep)s AND retired_at IS NULL;

-- name: forget -- Keys that verify nothing any more.
DELETE FROM signing_keys WHERE retired_at < NOW();
