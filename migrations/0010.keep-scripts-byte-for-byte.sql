-- What a text column cannot hold (encoding, byte order mark, NUL, broken UTF-8) is kept beside the text, so that a download is byte-identical.
-- (owner, sha256 of the current bytes) decides which of two equal uploads makes the script.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE scripts
    ADD COLUMN sha256   BYTEA,                            -- of the current bytes
    ADD COLUMN size     INTEGER,                          -- bytes
    ADD COLUMN kind     VARCHAR(10) NOT NULL DEFAULT 'ps1' CHECK (kind IN ('ps1', 'psm1', 'psd1', 'ps1xml', 'txt')),
    ADD COLUMN encoding VARCHAR(20) NOT NULL DEFAULT 'utf-8',
    ADD COLUMN raw      BYTEA,                            -- the bytes, only where encoding the text again does not give them
    ADD COLUMN embedding_unknown JSONB;                   -- {code, message}: why the script has no vector
ALTER TABLE script_versions
    ADD COLUMN sha256   BYTEA,
    ADD COLUMN size     INTEGER,
    ADD COLUMN encoding VARCHAR(20) NOT NULL DEFAULT 'utf-8',
    ADD COLUMN raw      BYTEA;
-- What the first system wrote: text, whose bytes are those of UTF-8. It did not always keep the current version among the versions.
UPDATE scripts SET sha256 = sha256(convert_to(content, 'UTF8')), size = octet_length(convert_to(content, 'UTF8')), file_hash = md5(convert_to(content, 'UTF8'));
INSERT INTO script_versions (script_id, content, version, user_id)
SELECT id, content, version, user_id FROM scripts
WHERE NOT EXISTS (SELECT FROM script_versions WHERE script_versions.script_id = scripts.id AND script_versions.version = scripts.version);
UPDATE script_versions SET sha256 = sha256(convert_to(content, 'UTF8')), size = octet_length(convert_to(content, 'UTF8'));
DO $$
DECLARE equal TEXT;
BEGIN
    SELECT string_agg(ids, '; ') INTO equal
    FROM (SELECT string_agg(id::text, ', ' ORDER BY id) AS ids FROM scripts GROUP BY user_id, sha256 HAVING count(*) > 1 LIMIT 20) AS twins;
    IF equal IS NOT NULL THEN
        RAISE EXCEPTION 'one owner has scripts of equal content; delete all but one of each of these, then try again: %', equal;
    END IF;
END $$;
ALTER TABLE scripts ALTER COLUMN sha256 SET NOT NULL, ALTER COLUMN size SET NOT NULL, ADD CONSTRAINT scripts_user_id_sha256_key UNIQUE (user_id, sha256);
ALTER TABLE script_versions ALTER COLUMN sha256 SET NOT NULL, ALTER COLUMN size SET NOT NULL;
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
