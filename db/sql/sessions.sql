-- name: start -- A refresh token, kept as its SHA-256.
INSERT INTO refresh_tokens (token_hash, family, user_id, expires_at)
VALUES (%(token_hash)s, %(family)s, %(user_id)s, NOW() + %(lifetime)s * INTERVAL '1 second');

-- name: use -- Take a refresh token that was not used before; of many at the same time one gets the row.
UPDATE refresh_tokens SET used_at = NOW()
WHERE token_hash = %(token_hash)s AND used_at IS NULL AND revoked_at IS NULL AND expires_at > NOW()
RETURNING family, user_id;

-- name: find -- Whose refresh token it is, used or not, while its sign-in lives.
SELECT family, user_id FROM refresh_tokens WHERE token_hash = %(token_hash)s AND revoked_at IS NULL AND expires_at > NOW();

-- name: lock -- What changes a user's sign-ins goes one after the other: many at once would lock their rows in each other's way.
SELECT pg_advisory_xact_lock(%(space)s, %(user_id)s);

-- name: revoke -- End a sign-in with all its tokens; rows only the first time.
UPDATE refresh_tokens SET revoked_at = NOW() WHERE family = %(family)s AND revoked_at IS NULL RETURNING user_id;

-- name: revoke_all -- End every sign-in of a user.
UPDATE refresh_tokens SET revoked_at = NOW() WHERE user_id = %(user_id)s AND revoked_at IS NULL;

-- name: caller -- Who calls with an access token, as long as the sign-in that it came from lives.
SELECT u.id, u.username, u.role FROM users u
WHERE u.id = %(user_id)s AND EXISTS (SELECT FROM refresh_tokens t WHERE t.family = %(family)s AND t.user_id = u.id AND t.revoked_at IS NULL);

-- name: forget -- Refresh tokens that are of no use any more, not even for noticing that one is used twice.
DELETE FROM refresh_tokens WHERE expires_at < NOW() - INTERVAL '1 day';
