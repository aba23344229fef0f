-- Which embedding model is wanted, and vectors of scripts wherever they are while one model takes the place of another: the new model's wait in
-- embedding_candidates, answer searches from there as soon as they are complete, and move into script_embeddings afterwards.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE embedding_choice (
    only_one   BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_one),
    configured VARCHAR(300) NOT NULL,                     -- what the settings said when they were last looked at; where they change, they are wanted
    wanted     VARCHAR(300) NOT NULL,                     -- provider, or provider:model; by the settings or by `psscript embed switch`
    trouble    JSONB,                                     -- {code, message}: why its model cannot be used
    updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);
ALTER TABLE embedding_candidates ALTER COLUMN embedding DROP NOT NULL;
ALTER TABLE embedding_candidates ADD COLUMN unknown JSONB;  -- {code, message}: why there is no vector
ALTER TABLE embedding_candidates ADD COLUMN tries SMALLINT NOT NULL DEFAULT 0;  -- how often in a row work on it began and nothing came of it
ALTER TABLE embedding_candidates ADD CONSTRAINT embedding_candidates_say_why CHECK ((embedding IS NULL) <> (unknown IS NULL));
UPDATE embedding_models SET state = 'retired' WHERE state = 'building'
    AND created_at < (SELECT max(created_at) FROM embedding_models WHERE state = 'building');
CREATE UNIQUE INDEX idx_embedding_models_building ON embedding_models (state) WHERE state = 'building';
CREATE INDEX idx_script_embeddings_model ON script_embeddings (model_version, script_id, script_version);
CREATE INDEX idx_embedding_candidates_model ON embedding_candidates (model_version, script_id, script_version);
-- Every vector, one a script and model.
CREATE VIEW model_vectors AS
    SELECT script_id, model_version, script_version, embedding FROM script_embeddings
    UNION ALL SELECT script_id, model_version, script_version, embedding FROM embedding_candidates WHERE embedding IS NOT NULL;
-- Whether what a script says may be sent to a service elsewhere.
CREATE FUNCTION may_leave(script scripts) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT script.is_public OR EXISTS (SELECT FROM user_settings WHERE user_id = script.user_id AND settings -> 'embedPrivateScripts' = 'true')
$$;
-- Whether a script waits for a vector of a model: it has none, and no reason that lasts. `passing`: codes of reasons that do not last.
CREATE FUNCTION lacks_vector(script scripts, model TEXT, passing TEXT[]) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM script_embeddings WHERE script_id = script.id AND model_version = model AND script_version >= script.version)
    AND NOT EXISTS (SELECT FROM embedding_candidates WHERE script_id = script.id AND model_version = model AND script_version >= script.version
        AND (embedding IS NOT NULL OR tries >= 3 OR NOT (unknown ->> 'code' = ANY(passing) OR unknown ->> 'code' = 'private_script' AND may_leave(script))))
$$;
