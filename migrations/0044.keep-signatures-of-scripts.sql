-- What near copies are found by: a signature of each script's tokens. Made with the terms, in the same transaction; older scripts get theirs from the sweeper.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE script_signatures (
    script_id         INTEGER PRIMARY KEY REFERENCES scripts (id) ON DELETE CASCADE,
    script_version    INTEGER NOT NULL,
    signature_version INTEGER NOT NULL,                   -- of pipeline.search.near; signatures of two versions never meet
    size              INTEGER NOT NULL,                   -- different runs of tokens; 0: there is nothing to compare
    shape             BIGINT NOT NULL,                    -- equal for equal tokens
    bands             BIGINT[] NOT NULL,                  -- scripts that share one may be near copies
    sketch            BIT(512) NOT NULL,                  -- near copies differ in few bits
    updated_at        TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_script_signatures_bands ON script_signatures USING gin (bands);
CREATE INDEX idx_script_signatures_version ON script_signatures (signature_version, script_id);
