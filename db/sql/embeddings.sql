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

-- name: choice -- Which model is wanted, and whether the settings are still what they were when that was decided.
SELECT configured, wanted, trouble FROM embedding_choice;

-- name: choose -- A model is wanted from now on; of two who say so at once, the later counts.
INSERT INTO embedding_choice AS kept (configured, wanted) VALUES (%(configured)s, %(wanted)s)
ON CONFLICT (only_one) DO UPDATE SET configured = EXCLUDED.configured, wanted = EXCLUDED.wanted, trouble = NULL, updated_at = NOW();

-- name: note_trouble -- Why the model that is wanted cannot be used.
UPDATE embedding_choice SET trouble = %(trouble)s::jsonb WHERE trouble IS DISTINCT FROM %(trouble)s::jsonb;

-- name: stop_building -- No other model than this, if any, is to take the place of the one that answers searches.
UPDATE embedding_models SET state = 'retired', updated_at = NOW() WHERE state = 'building' AND id IS DISTINCT FROM %(id)s;

-- name: build_again -- A model that was known before is wanted again.
UPDATE embedding_models SET state = 'building', updated_at = NOW() WHERE id = %(id)s AND state = 'retired';

-- name: lacking -- Scripts behind `after` that have no vector of a model and no reason that lasts, and that nobody works on.
SELECT scripts.id, scripts.user_id, scripts.size, scripts.version FROM scripts
WHERE scripts.id > %(after)s AND lacks_vector(scripts, %(model_id)s, %(passing)s)
    AND NOT EXISTS (SELECT FROM embedding_candidates WHERE script_id = scripts.id AND model_version = %(model_id)s
        AND script_version >= scripts.version AND created_at > NOW() - make_interval(secs => %(seconds)s))
    AND NOT EXISTS (SELECT FROM uploads WHERE uploads.script_id = scripts.id AND status IN ('queued', 'processing'))
ORDER BY scripts.id LIMIT %(limit)s FOR UPDATE OF scripts SKIP LOCKED;

-- name: begin_tries -- They are worked on now; who comes back and finds this knows that nothing came of it.
INSERT INTO embedding_candidates AS kept (script_id, model_version, script_version, unknown, tries)
SELECT tried.script_id, %(model_id)s, tried.version, '{"code": "not_embedded", "message": "The work on its vector was begun and never finished."}', 1
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[]) AS tried (script_id, version) ORDER BY 1
ON CONFLICT (script_id, model_version) DO UPDATE SET script_version = EXCLUDED.script_version, embedding = NULL, unknown = EXCLUDED.unknown,
    tries = kept.tries + 1, created_at = NOW();

-- name: any_lacking -- Whether a model is not complete.
SELECT EXISTS (SELECT FROM scripts WHERE lacks_vector(scripts, %(model_id)s, %(passing)s));

-- name: hold_models -- Nobody stores a vector or a model from here on to the commit.
SELECT id, state FROM embedding_models WHERE state IN ('active', 'building') ORDER BY id FOR UPDATE;

-- name: retire_active -- The model that answered searches.
UPDATE embedding_models SET state = 'retired', updated_at = NOW() WHERE state = 'active';

-- name: activate -- A complete model answers searches from now on.
UPDATE embedding_models SET state = 'active', updated_at = NOW() WHERE id = %(id)s AND state = 'building';

-- name: explain_all -- Why scripts have no vector of the model that answers searches now.
UPDATE scripts SET embedding_unknown = candidates.unknown FROM embedding_candidates candidates
WHERE candidates.script_id = scripts.id AND candidates.model_version = %(model_id)s AND scripts.embedding_unknown IS DISTINCT FROM candidates.unknown;

-- name: waiting_to_move -- Vectors of the model that answers searches that are not in script_embeddings yet.
SELECT script_id FROM embedding_candidates WHERE model_version = %(model_id)s AND embedding IS NOT NULL ORDER BY script_id LIMIT %(limit)s
FOR UPDATE SKIP LOCKED;

-- name: move -- They move there, over those of the model before.
INSERT INTO script_embeddings AS kept (script_id, embedding, embedding_type, model_version, script_version)
SELECT c.script_id, c.embedding, models.provider, models.id, c.script_version
FROM embedding_candidates c JOIN embedding_models models ON models.id = c.model_version
WHERE c.model_version = %(model_id)s AND c.script_id = ANY(%(scripts)s) AND c.embedding IS NOT NULL ORDER BY c.script_id
ON CONFLICT (script_id) DO UPDATE SET embedding = EXCLUDED.embedding, embedding_type = EXCLUDED.embedding_type,
    model_version = EXCLUDED.model_version, script_version = EXCLUDED.script_version, updated_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version OR kept.model_version <> EXCLUDED.model_version;

-- name: drop_moved -- What has moved.
DELETE FROM embedding_candidates WHERE model_version = %(model_id)s AND script_id = ANY(%(scripts)s) AND embedding IS NOT NULL;

-- name: drop_retired -- Vectors that no search asks for any more, some at a time.
DELETE FROM embedding_candidates WHERE ctid = ANY(ARRAY(SELECT c.ctid FROM embedding_candidates c JOIN embedding_models m ON m.id = c.model_version
    WHERE m.state = 'retired' LIMIT %(limit)s));

-- name: drop_replaced -- The same of script_embeddings, once nothing is left to move over them.
DELETE FROM script_embeddings WHERE ctid = ANY(ARRAY(SELECT e.ctid FROM script_embeddings e JOIN embedding_models m ON m.id = e.model_version
    WHERE m.state = 'retired' LIMIT %(limit)s));

-- name: progress -- How far the models are: scripts with a vector, with a reason that lasts, and all.
SELECT m.id, m.provider, m.model, m.dimensions, m.digest_version, m.state, (SELECT count(*) FROM scripts) AS scripts,
    (SELECT count(*) FROM scripts WHERE EXISTS (SELECT FROM model_vectors v
        WHERE v.script_id = scripts.id AND v.model_version = m.id AND v.script_version >= scripts.version)) AS vectors,
    (SELECT count(*) FROM scripts WHERE lacks_vector(scripts, m.id, %(passing)s)) AS lacking,
    (SELECT count(*) FROM embedding_candidates c WHERE c.model_version = m.id AND c.embedding IS NOT NULL) AS beside
FROM embedding_models m WHERE m.state IN ('active', 'building') ORDER BY m.state;

-- name: reasons -- Why scripts have no vector of a model, the commonest reasons first. Of those that are worked on nothing is known yet.
SELECT unknown ->> 'code' AS code, min(unknown ->> 'message') AS message, count(*) AS scripts FROM embedding_candidates
WHERE model_version = %(model_id)s AND unknown IS NOT NULL
    AND NOT (unknown ->> 'code' = 'not_embedded' AND created_at > NOW() - make_interval(secs => %(seconds)s)) GROUP BY 1 ORDER BY 3 DESC, 1;
