-- name: create -- A personal token, kept as its SHA-256.
INSERT INTO personal_tokens (user_id, name, token_hash, scopes, expires_at)
VALUES (%(user_id)s, %(name)s, %(token_hash)s, %(scopes)s, %(expires_at)s)
RETURNING id, user_id, name, scopes, expires_at, last_used_at, revoked_at, created_at;

-- name: list -- The tokens of a user that are not revoked.
SELECT id, user_id, name, scopes, expires_at, last_used_at, revoked_at, created_at
FROM personal_tokens WHERE user_id = %(user_id)s AND revoked_at IS NULL ORDER BY id;

-- name: revoke -- A token that is used no more.
UPDATE personal_tokens SET revoked_at = NOW() WHERE id = %(token_id)s AND user_id = %(user_id)s AND revoked_at IS NULL RETURNING id;

-- name: caller -- Who calls with a token; `idle`: its last use was not noted within this minute.
SELECT id, username, role, token_id, scopes, idle FROM caller_of_token(%(token_hash)s);

-- name: note_use -- When it was last used, to the minute.
UPDATE personal_tokens SET last_used_at = date_trunc('minute', NOW())
WHERE id = %(token_id)s AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', NOW()));
