-- What a user's frontend remembers, who was invited, and where to tell what happened.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE user_settings (
    user_id    INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    settings   JSONB NOT NULL DEFAULT '{}',
    updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE TABLE invitations (
    code_hash  BYTEA PRIMARY KEY,                         -- SHA-256 of a 256-bit random code
    email      VARCHAR(255),                              -- only for this address; NULL: for anybody
    invited_by INTEGER REFERENCES users (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP,
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_invitations_invited_by ON invitations (invited_by);
-- Who named a tag without putting it on a script: they see it, others need not know of it.
CREATE TABLE named_tags (
    tag_id  INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (tag_id, user_id)
);
CREATE INDEX idx_named_tags_user ON named_tags (user_id);
CREATE TABLE webhooks (
    id         SERIAL PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    url        VARCHAR(2048) NOT NULL,
    events     TEXT[] NOT NULL CHECK (events <@ '{script.analyzed,script.failed,batch.completed}' AND cardinality(events) > 0),
    secret     TEXT NOT NULL,                             -- signs what is sent; its owner was shown it once
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_webhooks_user ON webhooks (user_id);
CREATE TABLE webhook_deliveries (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id   INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event        VARCHAR(50) NOT NULL,
    subject      TEXT NOT NULL,                           -- what it is about; one delivery an event of a subject
    payload      JSONB NOT NULL,
    state        VARCHAR(20) NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    not_before   TIMESTAMP NOT NULL DEFAULT NOW(),
    status       INTEGER,                                 -- what the receiver answered last
    error        TEXT,
    created_at   TIMESTAMP NOT NULL DEFAULT NOW(),
    delivered_at TIMESTAMP,
    UNIQUE (webhook_id, event, subject)
);
CREATE INDEX idx_webhook_deliveries_due ON webhook_deliveries (not_before) WHERE state = 'waiting';
