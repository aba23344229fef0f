-- Vectors of the provider hashed are almost all zeros. Kept without them beside the full column, an exact scan of 100,000 reads them eight times faster,
-- which no index of such vectors answers as well: near copies of many scripts make islands in its graph.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '30min';
ALTER TABLE script_embeddings ADD COLUMN sparse SPARSEVEC(1536)
    GENERATED ALWAYS AS (CASE WHEN embedding_type = 'hashed' THEN embedding::sparsevec(1536) END) STORED;
CREATE OR REPLACE VIEW model_vectors AS
    SELECT script_id, model_version, script_version, embedding, sparse FROM script_embeddings
    UNION ALL SELECT script_id, model_version, script_version, embedding,
        CASE WHEN starts_with(model_version, 'hashed:') THEN embedding::sparsevec(1536) END FROM embedding_candidates WHERE embedding IS NOT NULL;
