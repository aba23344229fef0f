-- name: reserve -- Take a key for a request; no row where it was taken before.
INSERT INTO idempotency_keys (user_id, key, route, request_hash, status, response)
VALUES (%(user_id)s, %(key)s, %(route)s, %(request_hash)s, 0, '{}') ON CONFLICT DO NOTHING RETURNING key;

-- name: answer -- Keep the answer for a repetition.
UPDATE idempotency_keys SET status = %(status)s, response = %(response)s::jsonb
WHERE user_id = %(user_id)s AND key = %(key)s AND route = %(route)s;

-- name: find -- What a key was taken for; status 0: no answer yet.
SELECT request_hash, status, response FROM idempotency_keys WHERE user_id = %(user_id)s AND key = %(key)s AND route = %(route)s;

-- name: release -- A request that was refused may be sent again, corrected.
DELETE FROM idempotency_keys WHERE user_id = %(user_id)s AND key = %(key)s AND route = %(route)s AND status = 0;

-- name: release_abandoned -- A request whose process died before it answered.
DELETE FROM idempotency_keys WHERE user_id = %(user_id)s AND key = %(key)s AND route = %(route)s AND status = 0
AND created_at < NOW() - %(seconds)s * INTERVAL '1 second';

-- name: forget -- Answers older than a client may still ask for.
DELETE FROM idempotency_keys WHERE created_at < NOW() - %(hours)s * INTERVAL '1 hour';
