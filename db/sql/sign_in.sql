-- name: attempt -- Count a try at a name before its password is looked at. No row while the name is locked; NULLs for a name that nobody has.
-- The fifth try locks at once, so that of many at the same time no more than five are checked; success lifts it again.
-- One statement for known and unknown names, so that its time tells nothing.
WITH account AS (
    SELECT id FROM users WHERE lower(email) = lower(%(name)s) OR lower(username) = lower(%(name)s)
), tried AS (
    UPDATE users SET
        login_attempts = CASE WHEN locked_until IS NULL THEN login_attempts + 1 ELSE 1 END,
        locked_until = CASE WHEN locked_until IS NULL AND login_attempts + 1 >= %(failures)s THEN NOW() + %(lock)s * INTERVAL '1 second' END
    WHERE id IN (SELECT id FROM account) AND (locked_until IS NULL OR locked_until <= NOW())
    RETURNING id, password_hash
), unknown AS (
    INSERT INTO unknown_name_failures AS counted (name_hash, login_attempts)
    SELECT %(name_hash)s, 1 WHERE NOT EXISTS (SELECT FROM account)
    ON CONFLICT (name_hash) DO UPDATE SET
        login_attempts = CASE WHEN counted.locked_until IS NULL THEN counted.login_attempts + 1 ELSE 1 END,
        locked_until = CASE
            WHEN counted.locked_until IS NULL AND counted.login_attempts + 1 >= %(failures)s THEN NOW() + %(lock)s * INTERVAL '1 second'
        END,
        updated_at = NOW()
    WHERE counted.locked_until IS NULL OR counted.locked_until <= NOW()
    RETURNING name_hash
)
SELECT id, password_hash FROM tried UNION ALL SELECT NULL, NULL FROM unknown;

-- name: remaining -- For how many seconds more a name is locked, whether somebody has it or not.
SELECT coalesce(ceil(extract(EPOCH FROM greatest(
    (SELECT max(locked_until) FROM users WHERE lower(email) = lower(%(name)s) OR lower(username) = lower(%(name)s)),
    (SELECT locked_until FROM unknown_name_failures WHERE name_hash = %(name_hash)s
        AND NOT EXISTS (SELECT FROM users WHERE lower(email) = lower(%(name)s) OR lower(username) = lower(%(name)s)))
) - NOW()::timestamp)), 0)::integer;

-- name: succeed -- The password was right.
UPDATE users SET login_attempts = 0, locked_until = NULL, last_login_at = NOW() WHERE id = %(user_id)s
RETURNING id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at;

-- name: forget_unknown -- Names that nobody has are not kept longer than a day after the last try.
DELETE FROM unknown_name_failures WHERE updated_at < NOW() - INTERVAL '1 day';
