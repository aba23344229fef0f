-- One model answers searches; vectors of others wait beside it until they are complete. Vectors of two models never meet in one search.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE embedding_models (
    id             VARCHAR(50) PRIMARY KEY,               -- provider:model:weights:digest, shortened; script_embeddings.model_version
    provider       VARCHAR(50) NOT NULL,
    model          VARCHAR(255) NOT NULL,
    weight_hash    VARCHAR(64) NOT NULL,
    digest_version INTEGER NOT NULL,
    dimensions     INTEGER NOT NULL CHECK (dimensions BETWEEN 1 AND 1536),
    state          VARCHAR(20) NOT NULL CHECK (state IN ('building', 'active', 'retired')),
    created_at     TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE UNIQUE INDEX idx_embedding_models_active ON embedding_models (state) WHERE state = 'active';
ALTER TABLE script_embeddings ADD COLUMN script_version INTEGER NOT NULL DEFAULT 1;
CREATE TABLE embedding_candidates (
    script_id      INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    model_version  VARCHAR(50) NOT NULL REFERENCES embedding_models (id) ON DELETE CASCADE,
    script_version INTEGER NOT NULL,
    embedding      VECTOR(1536) NOT NULL,
    created_at     TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (script_id, model_version)
);
ALTER TABLE embedding_candidates ALTER COLUMN embedding SET STORAGE MAIN;
