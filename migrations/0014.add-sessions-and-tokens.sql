-- Who may call: rotating refresh tokens, personal access tokens, keys that sign, and answers kept for repeated requests.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE refresh_tokens (
    token_hash BYTEA PRIMARY KEY,                         -- SHA-256 of a 256-bit random token
    family     UUID NOT NULL,                             -- one sign-in; a used token seen again revokes it whole
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP,
    revoked_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX idx_refresh_tokens_user ON refresh_tokens (user_id);
CREATE TABLE personal_tokens (
    id           SERIAL PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         VARCHAR(255) NOT NULL,
    token_hash   BYTEA NOT NULL UNIQUE,
    scopes       TEXT[] NOT NULL DEFAULT '{read,write}' CHECK (scopes <@ '{read,write,admin}'),
    expires_at   TIMESTAMP,
    last_used_at TIMESTAMP,                               -- to the minute
    revoked_at   TIMESTAMP,
    created_at   TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_personal_tokens_user ON personal_tokens (user_id);
CREATE TABLE signing_keys (
    id         VARCHAR(32) PRIMARY KEY,                   -- the kid of a JWT
    secret     BYTEA NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT NOW(),
    retired_at TIMESTAMP                                  -- verifies no longer after this
);
CREATE TABLE idempotency_keys (
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key          VARCHAR(255) NOT NULL,
    route        VARCHAR(255) NOT NULL,
    request_hash BYTEA NOT NULL,                          -- the same key with another request is a 422
    status       INTEGER NOT NULL,
    response     JSONB NOT NULL,
    created_at   TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (user_id, key, route)
);
