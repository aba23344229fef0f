-- name: wanted -- Versions that a batch made, and what is known of them.
SELECT uploads.id, uploads.script_id, uploads.version, uploads.kind, scripts.title, scripts.description, upload_contents.content,
    newest.result AS analysis, may_leave(scripts) AS may_leave,
    ARRAY(SELECT model_version FROM script_embeddings WHERE script_id = scripts.id AND script_version >= uploads.version AND updated_at >= scripts.updated_at
        UNION ALL SELECT model_version FROM embedding_candidates
        WHERE script_id = scripts.id AND script_version >= uploads.version AND created_at >= scripts.updated_at AND embedding IS NOT NULL)::text[] AS known
FROM uploads JOIN upload_contents ON upload_contents.upload_id = uploads.id JOIN scripts ON scripts.id = uploads.script_id
JOIN script_versions ON script_versions.script_id = uploads.script_id AND script_versions.version = uploads.version
LEFT JOIN LATERAL (SELECT result FROM version_analyses WHERE script_version_id = script_versions.id ORDER BY id DESC LIMIT 1) AS newest ON true
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' ORDER BY uploads.seq;

-- name: register_model -- The first model answers searches; later ones wait until they are complete.
INSERT INTO embedding_models (id, provider, model, weight_hash, digest_version, dimensions, state)
VALUES (%(id)s, %(provider)s, %(model)s, %(weight_hash)s, %(digest_version)s, %(dimensions)s,
    CASE WHEN EXISTS (SELECT FROM embedding_models WHERE state = 'active') THEN 'building' ELSE 'active' END)
ON CONFLICT DO NOTHING;

-- name: models -- The model that answers searches, and the one that is to take its place.
SELECT id, provider, model, state FROM embedding_models WHERE state IN ('active', 'building');

-- name: model_state -- Whether a model answers searches; that stays so until the commit.
SELECT state FROM embedding_models WHERE id = %(id)s FOR SHARE;

-- name: store -- Vectors of the model that answers searches; that of an older version, which came late, changes nothing.
INSERT INTO script_embeddings AS kept (script_id, embedding, embedding_type, model_version, script_version)
SELECT scripts.id, made.vector::vector, models.provider, models.id, made.version
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[], %(vectors)s::text[]) AS made (script_id, version, vector)
JOIN scripts ON scripts.id = made.script_id JOIN embedding_models models ON models.id = %(model_id)s
ORDER BY scripts.id
ON CONFLICT (script_id) DO UPDATE SET embedding = EXCLUDED.embedding, embedding_type = EXCLUDED.embedding_type,
    model_version = EXCLUDED.model_version, script_version = EXCLUDED.script_version, updated_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version OR kept.model_version <> EXCLUDED.model_version;

-- name: store_candidates -- Vectors of a model that does not answer searches yet.
INSERT INTO embedding_candidates AS kept (script_id, model_version, script_version, embedding)
SELECT scripts.id, %(model_id)s, made.version, made.vector::vector
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[], %(vectors)s::text[]) AS made (script_id, version, vector)
JOIN scripts ON scripts.id = made.script_id
ORDER BY scripts.id
ON CONFLICT (script_id, model_version) DO UPDATE SET embedding = EXCLUDED.embedding, unknown = NULL, script_version = EXCLUDED.script_version,
    tries = 0, created_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version;

-- name: store_reasons -- Why these scripts have no vector of a model.
INSERT INTO embedding_candidates AS kept (script_id, model_version, script_version, unknown)
SELECT scripts.id, %(model_id)s, made.version, made.reason::jsonb
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[], %(reasons)s::text[]) AS made (script_id, version, reason)
JOIN scripts ON scripts.id = made.script_id
ORDER BY scripts.id
ON CONFLICT (script_id, model_version) DO UPDATE SET embedding = NULL, unknown = EXCLUDED.unknown, script_version = EXCLUDED.script_version,
    tries = 0, created_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version;

-- name: drop_candidates -- What is in script_embeddings needs to be nowhere else.
DELETE FROM embedding_candidates USING unnest(%(scripts)s::integer[], %(versions)s::integer[]) AS made (script_id, version)
WHERE embedding_candidates.script_id = made.script_id AND model_version = %(model_id)s AND embedding_candidates.script_version <= made.version;

-- name: drop_stale -- Vectors of earlier versions, where the present one has none.
DELETE FROM script_embeddings USING unnest(%(scripts)s::integer[], %(versions)s::integer[]) AS none (script_id, version)
WHERE script_embeddings.script_id = none.script_id AND script_embeddings.script_version < none.version;

-- name: explain -- Why scripts have no vector; NULL for those that have one.
UPDATE scripts SET embedding_unknown = why.reason::jsonb
FROM unnest(%(scripts)s::integer[], %(reasons)s::text[]) AS why (script_id, reason)
WHERE scripts.id = why.script_id AND scripts.embedding_unknown IS DISTINCT FROM why.reason::jsonb;
