-- name: create -- An invitation, kept as its SHA-256.
INSERT INTO invitations (code_hash, email, invited_by, expires_at)
VALUES (%(code_hash)s, %(email)s, %(invited_by)s, NOW() + %(lifetime)s * INTERVAL '1 second');

-- name: use -- Take an invitation that was not used before; of two at the same time one gets the row.
UPDATE invitations SET used_at = NOW()
WHERE code_hash = %(code_hash)s AND used_at IS NULL AND expires_at > NOW() AND (email IS NULL OR lower(email) = lower(%(email)s))
RETURNING invited_by;
