-- What was accepted and how far it has come. PostgreSQL alone says what is unfinished; queues only carry ids.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE batches (
    id           UUID PRIMARY KEY,
    root_id      UUID NOT NULL,                           -- the batch that a client knows; itself unless split off
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    lane         VARCHAR(20) NOT NULL DEFAULT 'interactive' CHECK (lane IN ('interactive', 'bulk')),
    stage        VARCHAR(20) NOT NULL DEFAULT 'hash',     -- the stage that runs next, 'done' after the last
    deaths       INTEGER NOT NULL DEFAULT 0,              -- how often a process died while it ran this stage of this batch
    attempts     INTEGER NOT NULL DEFAULT 0,              -- transient failures of this stage, for backoff
    not_before   TIMESTAMP NOT NULL DEFAULT NOW(),        -- backoff, or waiting for an earlier upload of the same script
    enqueued_at  TIMESTAMP,                               -- last time its id was pushed
    request_id   VARCHAR(128),
    created_at   TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at   TIMESTAMP NOT NULL DEFAULT NOW(),
    finished_at  TIMESTAMP
);
CREATE INDEX idx_batches_unfinished ON batches (not_before) WHERE finished_at IS NULL;
CREATE INDEX idx_batches_root ON batches (root_id);
CREATE INDEX idx_batches_user ON batches (user_id, created_at DESC);

CREATE TABLE uploads (
    id               UUID PRIMARY KEY,
    seq              BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,   -- order of acceptance
    batch_id         UUID NOT NULL REFERENCES batches (id) ON DELETE CASCADE,   -- the batch that carries it now
    root_batch_id    UUID NOT NULL,                       -- the batch that the client was told of
    user_id          INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    filename         TEXT NOT NULL,
    kind             VARCHAR(10) NOT NULL CHECK (kind IN ('ps1', 'psm1', 'psd1', 'ps1xml', 'txt')),
    size             INTEGER NOT NULL,                    -- bytes
    -- the caller's wishes; NULL: not said
    source_path      TEXT CHECK (octet_length(source_path) BETWEEN 1 AND 2000),
    target_script_id INTEGER REFERENCES scripts (id) ON DELETE SET NULL,
    title            VARCHAR(255),
    description      TEXT,
    category_id      INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    tags             TEXT[],
    is_public        BOOLEAN,
    wants_analysis   BOOLEAN NOT NULL DEFAULT true,
    commit_message   TEXT,
    -- what the stages found out
    file_hash        VARCHAR(32),                         -- MD5
    sha256           BYTEA,
    encoding         VARCHAR(20),
    status           VARCHAR(20) NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'processing', 'completed', 'duplicate', 'failed')),
    outcome          VARCHAR(20) CHECK (outcome IN ('new', 'changed', 'unchanged', 'duplicate')),
    script_id        INTEGER REFERENCES scripts (id) ON DELETE SET NULL,
    version          INTEGER,
    duplicate_of     INTEGER REFERENCES scripts (id) ON DELETE SET NULL,
    error_code       VARCHAR(50),
    error_message    TEXT,
    notes            JSONB NOT NULL DEFAULT '{}',         -- what is known of a step that could not be done: {step: {code, message}}
    created_at       TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at       TIMESTAMP NOT NULL DEFAULT NOW(),
    CHECK ((status = 'failed') = (error_code IS NOT NULL)),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
);
CREATE INDEX idx_uploads_batch ON uploads (batch_id, seq);
CREATE INDEX idx_uploads_root_batch ON uploads (root_batch_id, seq);
CREATE INDEX idx_uploads_live_source ON uploads (user_id, source_path, seq) WHERE status IN ('queued', 'processing') AND source_path IS NOT NULL;
CREATE INDEX idx_uploads_live_target ON uploads (target_script_id, seq) WHERE status IN ('queued', 'processing') AND target_script_id IS NOT NULL;
CREATE INDEX idx_uploads_script ON uploads (script_id);
CREATE INDEX idx_uploads_user ON uploads (user_id, created_at DESC);

-- Apart from uploads, so that the many small updates there do not copy the content each time. Deleted when the upload ends well.
CREATE TABLE upload_contents (
    upload_id UUID PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
    content   BYTEA NOT NULL,                             -- as received
    text      TEXT,                                       -- decoded, where that is not simply UTF-8
    raw_kept  BOOLEAN NOT NULL DEFAULT false              -- the text does not give the bytes back
);

-- Every run of a stage: what took how long, and the evidence when something died.
CREATE TABLE stage_runs (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id   UUID NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    stage      VARCHAR(20) NOT NULL,
    size       INTEGER NOT NULL,                          -- live uploads in it
    worker     TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL DEFAULT NOW(),
    ended_at   TIMESTAMP,
    outcome    VARCHAR(20) CHECK (outcome IN ('done', 'superseded', 'failed', 'died', 'lost')),   -- NULL: running, or not yet known
    detail     TEXT
);
CREATE INDEX idx_stage_runs_batch ON stage_runs (batch_id, id);
CREATE INDEX idx_stage_runs_started ON stage_runs (started_at);
CREATE INDEX idx_stage_runs_open ON stage_runs (started_at) WHERE ended_at IS NULL;

-- Scripts that killed their process again and again while they ran alone.
CREATE TABLE quarantine (
    upload_id  UUID PRIMARY KEY REFERENCES uploads (id) ON DELETE CASCADE,
    stage      VARCHAR(20) NOT NULL,
    reason     TEXT NOT NULL,
    log        TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);

-- Workers, sweeper, web: who was seen when.
CREATE TABLE processes (
    name       TEXT PRIMARY KEY,
    kind       VARCHAR(20) NOT NULL CHECK (kind IN ('supervisor', 'web', 'worker', 'sweeper')),
    host       TEXT NOT NULL,
    pid        INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL DEFAULT NOW(),
    seen_at    TIMESTAMP NOT NULL DEFAULT NOW(),
    detail     JSONB NOT NULL DEFAULT '{}'
);
