SET LOCAL lock_timeout = '5s';
DROP TABLE script_sources;
ALTER TABLE script_versions DROP COLUMN sha256, DROP COLUMN size, DROP COLUMN encoding, DROP COLUMN raw;
ALTER TABLE scripts DROP CONSTRAINT scripts_user_id_sha256_key, DROP COLUMN sha256, DROP COLUMN size, DROP COLUMN kind, DROP COLUMN encoding,
    DROP COLUMN raw, DROP COLUMN embedding_unknown;
