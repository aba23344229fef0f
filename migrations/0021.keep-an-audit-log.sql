-- Who did what to accounts, tokens and scripts. No foreign keys: an entry outlives what it speaks of.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE audit_log (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    INTEGER,                                   -- who did it; NULL: nobody known, or the server itself
    action     VARCHAR(50) NOT NULL,
    target     TEXT,                                      -- kind:number
    address    VARCHAR(45),
    request_id VARCHAR(128),
    detail     JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_audit_log_created ON audit_log (created_at);
