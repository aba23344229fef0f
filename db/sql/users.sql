-- name: create -- A new account.
INSERT INTO users (username, email, password_hash, role)
VALUES (%(username)s, %(email)s, %(password_hash)s, %(role)s)
RETURNING id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at;

-- name: get -- One account.
SELECT id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at
FROM users WHERE id = %(user_id)s;

-- name: find -- The account of a user name or e-mail address, however it is written.
SELECT id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at
FROM users WHERE lower(username) = lower(%(name)s) OR lower(email) = lower(%(name)s);

-- name: list -- Accounts, the oldest first.
SELECT id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at
FROM users WHERE id > %(after)s ORDER BY id LIMIT %(limit)s OFFSET %(offset)s;

-- name: count -- How many accounts there are.
SELECT count(*) FROM users;

-- name: change -- Other names or another role; what is NULL stays.
UPDATE users SET username = coalesce(%(username)s, username), email = coalesce(%(email)s, email), role = coalesce(%(role)s, role), updated_at = NOW()
WHERE id = %(user_id)s
RETURNING id, username, email, role, last_login_at, login_attempts, locked_until, created_at, updated_at;

-- name: lock_admins -- Two requests that take the role from two admins go one after the other, so that one admin is always left.
SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR UPDATE;

-- name: password_hash -- What a password is checked against.
SELECT password_hash FROM users WHERE id = %(user_id)s;

-- name: set_password -- Another password, which also lifts a lock.
UPDATE users SET password_hash = %(password_hash)s, login_attempts = 0, locked_until = NULL, updated_at = NOW() WHERE id = %(user_id)s;

-- name: unlock -- Lift a lock before its time.
UPDATE users SET login_attempts = 0, locked_until = NULL, updated_at = NOW() WHERE id = %(user_id)s;

-- name: twins -- Scripts of one account whose bytes another owns already.
SELECT mine.id FROM scripts mine JOIN scripts other ON other.user_id = %(to_id)s AND other.sha256 = mine.sha256
WHERE mine.user_id = %(from_id)s ORDER BY mine.id;

-- name: drop_scripts -- Delete the scripts of these numbers.
DELETE FROM scripts WHERE id = ANY(%(script_ids)s);

-- name: transfer_scripts -- Give an account's scripts to another.
UPDATE scripts SET user_id = %(to_id)s, updated_at = NOW() WHERE user_id = %(from_id)s RETURNING id;

-- name: transfer_sources -- And the paths that they came from, where the other has no such path.
UPDATE script_sources source SET user_id = %(to_id)s WHERE user_id = %(from_id)s
AND NOT EXISTS (SELECT FROM script_sources taken WHERE taken.user_id = %(to_id)s AND taken.source_path = source.source_path);

-- name: script_ids -- The scripts of an account, for dropping what is cached of them.
SELECT id FROM scripts WHERE user_id = %(user_id)s;

-- name: delete -- An account and all that hangs on it.
DELETE FROM users WHERE id = %(user_id)s RETURNING id;

-- name: settings -- What a user's frontend remembers.
SELECT settings FROM user_settings WHERE user_id = %(user_id)s;

-- name: set_settings -- Remember this instead.
INSERT INTO user_settings (user_id, settings) VALUES (%(user_id)s, %(settings)s::jsonb)
ON CONFLICT (user_id) DO UPDATE SET settings = EXCLUDED.settings, updated_at = NOW();
