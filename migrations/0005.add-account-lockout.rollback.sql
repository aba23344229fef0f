SET LOCAL lock_timeout = '5s';
DROP TABLE unknown_name_failures;
ALTER TABLE users DROP COLUMN last_login_at, DROP COLUMN login_attempts, DROP COLUMN locked_until;
