-- Five failures lock a name for thirty minutes. Names nobody has are counted too, so that a lock tells nothing of who exists.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE users
    ADD COLUMN last_login_at TIMESTAMP,
    ADD COLUMN login_attempts INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN locked_until TIMESTAMP;
CREATE TABLE unknown_name_failures (
    name_hash      BYTEA PRIMARY KEY,             -- SHA-256 of the lower-cased name: what people type there may be a password
    login_attempts INTEGER NOT NULL DEFAULT 0,
    locked_until   TIMESTAMP,
    updated_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
