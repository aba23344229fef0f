-- A value that is not known is NULL, and `unknown` says why: field -> {code, message}.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE script_analysis
    ADD COLUMN script_version INTEGER NOT NULL DEFAULT 1,
    ADD COLUMN malice_score   FLOAT CHECK (malice_score BETWEEN 0 AND 100),
    ADD COLUMN hygiene_score  FLOAT CHECK (hygiene_score BETWEEN 0 AND 100),
    ADD COLUMN score_reasons  JSONB DEFAULT '{}',         -- score -> the reasons that made it
    ADD COLUMN layers         JSONB DEFAULT '[]',         -- what unwrapping found, outermost first
    ADD COLUMN notes          JSONB DEFAULT '[]',         -- what was left out or guessed
    ADD COLUMN proposed_category JSONB,                   -- {name, certainty, reasons}
    ADD COLUMN unknown        JSONB NOT NULL DEFAULT '{}';
CREATE INDEX idx_script_analysis_security ON script_analysis (security_score);
CREATE INDEX idx_script_analysis_risk ON script_analysis (risk_score);
CREATE INDEX idx_script_analysis_version ON script_analysis (analysis_version);
-- Every analysis that was made, by version of the script and of the analyser; script_analysis holds the newest.
CREATE TABLE version_analyses (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    script_version_id INTEGER NOT NULL REFERENCES script_versions (id) ON DELETE CASCADE,
    analysis_version VARCHAR NOT NULL,
    result           JSONB NOT NULL,                      -- all fields of script_analysis by column name
    created_at       TIMESTAMP NOT NULL DEFAULT NOW(),
    UNIQUE (script_version_id, analysis_version)
);
