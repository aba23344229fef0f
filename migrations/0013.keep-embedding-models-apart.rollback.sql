SET LOCAL lock_timeout = '5s';
DROP TABLE embedding_candidates;
ALTER TABLE script_embeddings DROP COLUMN script_version;
DROP TABLE embedding_models;
