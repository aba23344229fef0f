-- What a text column cannot hold (encoding, byte order mark, NUL, broken UTF-8) is kept beside the text, so that a download is byte-identical.
-- (owner, sha256 of the current bytes) decides which of two equal uploads makes the script.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE scripts
    ADD COLUMN sha256   BYTEA NOT NULL,                   -- of the current bytes
    ADD COLUMN size     INTEGER NOT NULL,                 -- bytes
    ADD COLUMN kind     VARCHAR(10) NOT NULL DEFAULT 'ps1' CHECK (kind IN ('ps1', 'psm1', 'psd1', 'ps1xml', 'txt')),
    ADD COLUMN encoding VARCHAR(20) NOT NULL DEFAULT 'utf-8',
    ADD COLUMN raw      BYTEA,                            -- the bytes, only where encoding the text again does not give them
    ADD COLUMN embedding_unknown JSONB,                   -- {code, message}: why the script has no vector
    ADD CONSTRAINT scripts_user_id_sha256_key UNIQUE (user_id, sha256);
ALTER TABLE script_versions
    ADD COLUMN sha256   BYTEA NOT NULL,
    ADD COLUMN size     INTEGER NOT NULL,
    ADD COLUMN encoding VARCHAR(20) NOT NULL DEFAULT 'utf-8',
    ADD COLUMN raw      BYTEA;
-- Where a script comes from. A name selects a script only through here.
CREATE TABLE script_sources (
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    source_path TEXT NOT NULL CHECK (octet_length(source_path) BETWEEN 1 AND 2000),
    script_id   INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    created_at  TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at  TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (user_id, source_path)
);
CREATE INDEX idx_script_sources_script ON script_sources (script_id);
