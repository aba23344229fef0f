SET LOCAL lock_timeout = '5s';
DROP VIEW model_vectors;
ALTER TABLE script_embeddings DROP COLUMN sparse;
CREATE VIEW model_vectors AS
    SELECT script_id, model_version, script_version, embedding FROM script_embeddings
    UNION ALL SELECT script_id, model_version, script_version, embedding FROM embedding_candidates WHERE embedding IS NOT NULL;
