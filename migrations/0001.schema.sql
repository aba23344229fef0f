-- The tables of the first system: users, categories, tags, scripts, their versions, analyses, vectors and runs, documentation.
-- Times are TIMESTAMP in UTC: every session of the program sets its time zone to UTC.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE users (
    id            SERIAL PRIMARY KEY,
    username      VARCHAR(255) NOT NULL UNIQUE,
    email         VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role          VARCHAR(50) NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    created_at    TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at    TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE categories (
    id          SERIAL PRIMARY KEY,
    name        VARCHAR(255) NOT NULL UNIQUE,
    description TEXT,
    created_at  TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE tags (
    id         SERIAL PRIMARY KEY,
    name       VARCHAR(255) NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);

CREATE TABLE scripts (
    id                     SERIAL PRIMARY KEY,
    title                  VARCHAR(255) NOT NULL,
    description            TEXT,
    content                TEXT NOT NULL,
    user_id                INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    category_id            INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    version                INTEGER NOT NULL DEFAULT 1,
    is_public              BOOLEAN NOT NULL DEFAULT false,
    execution_count        INTEGER NOT NULL DEFAULT 0,
    average_execution_time FLOAT,
    last_executed_at       TIMESTAMP,
    created_at             TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at             TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_scripts_category ON scripts (category_id);
CREATE INDEX idx_scripts_user ON scripts (user_id);

CREATE TABLE script_versions (
    id             SERIAL PRIMARY KEY,
    script_id      INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    content        TEXT NOT NULL,
    version        INTEGER NOT NULL,
    user_id        INTEGER REFERENCES users (id) ON DELETE SET NULL,
    commit_message TEXT,
    created_at     TIMESTAMP NOT NULL DEFAULT NOW(),
    UNIQUE (script_id, version)
);
CREATE INDEX idx_script_versions_script ON script_versions (script_id);

CREATE TABLE script_analysis (
    id                       SERIAL PRIMARY KEY,
    script_id                INTEGER NOT NULL UNIQUE REFERENCES scripts (id) ON DELETE CASCADE,
    purpose                  TEXT,
    security_score           FLOAT CHECK (security_score BETWEEN 0 AND 100),
    quality_score            FLOAT CHECK (quality_score BETWEEN 0 AND 100),
    risk_score               FLOAT CHECK (risk_score BETWEEN 0 AND 100),
    parameter_docs           JSONB DEFAULT '{}',
    suggestions              JSONB DEFAULT '[]',
    security_issues          JSONB DEFAULT '[]',
    best_practice_violations JSONB DEFAULT '[]',
    performance_insights     JSONB DEFAULT '[]',
    potential_risks          JSONB DEFAULT '[]',
    code_complexity_metrics  JSONB DEFAULT '{}',
    compatibility_notes      JSONB DEFAULT '[]',
    execution_summary        JSONB DEFAULT '{}',
    analysis_version         VARCHAR NOT NULL DEFAULT '1.0',
    created_at               TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at               TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_script_analysis_script ON script_analysis (script_id);

-- The IVFFlat index script_embeddings_idx is not made here: trained on an empty table it hides most rows.
-- A maintenance command builds it once the library is large enough to train it.
CREATE TABLE script_embeddings (
    id             SERIAL PRIMARY KEY,
    script_id      INTEGER NOT NULL UNIQUE REFERENCES scripts (id) ON DELETE CASCADE,
    embedding      VECTOR(1536) NOT NULL,
    embedding_type VARCHAR(50) DEFAULT 'openai',
    model_version  VARCHAR(50) DEFAULT 'text-embedding-ada-002',
    created_at     TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
ALTER TABLE script_embeddings ALTER COLUMN embedding SET STORAGE MAIN;  -- an exact scan reads it four times faster

CREATE TABLE script_tags (
    script_id  INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    tag_id     INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (script_id, tag_id)
);

CREATE TABLE execution_logs (
    id             SERIAL PRIMARY KEY,
    script_id      INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    user_id        INTEGER REFERENCES users (id) ON DELETE SET NULL,
    status         VARCHAR(50) NOT NULL CHECK (status IN ('success', 'failure', 'timeout', 'cancelled')),
    execution_time FLOAT,
    parameters     JSONB DEFAULT '{}',
    error_message  TEXT,
    ip_address     VARCHAR(45),
    created_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_execution_logs_script ON execution_logs (script_id);
CREATE INDEX idx_execution_logs_user ON execution_logs (user_id);

CREATE TABLE documentation (
    id                  SERIAL PRIMARY KEY,
    title               VARCHAR(500) NOT NULL,
    url                 VARCHAR(2048) NOT NULL UNIQUE,
    content             TEXT,
    summary             TEXT,
    source              VARCHAR(100) DEFAULT 'Microsoft Learn',
    content_type        VARCHAR(50) DEFAULT 'article',
    category            VARCHAR(100) DEFAULT 'General',
    tags                JSONB DEFAULT '[]',
    extracted_commands  JSONB DEFAULT '[]',
    extracted_functions JSONB DEFAULT '[]',
    extracted_modules   JSONB DEFAULT '[]',
    metadata            JSONB DEFAULT '{}',
    crawled_at          TIMESTAMP DEFAULT NOW(),
    last_updated        TIMESTAMP,
    created_at          TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at          TIMESTAMP NOT NULL DEFAULT NOW()
);
