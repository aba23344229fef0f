-- name: quarantine -- Scripts that killed their process again and again, the newest first.
SELECT q.upload_id, u.filename, u.user_id, q.stage, q.reason, q.log, q.created_at FROM quarantine q JOIN uploads u ON u.id = q.upload_id
WHERE (%(before)s::timestamp IS NULL OR q.created_at < %(before)s) ORDER BY q.created_at DESC
LIMIT %(limit)s OFFSET %(offset)s;

-- name: quarantine_count -- How many there are.
SELECT count(*) FROM quarantine;

-- name: embedding_models -- Models, and how many scripts have a vector of each.
SELECT m.id, m.provider, m.model, m.dimensions, m.state, m.created_at,
    (SELECT count(*) FROM script_embeddings e WHERE e.model_version = m.id) + (SELECT count(*) FROM embedding_candidates c WHERE c.model_version = m.id)
        AS scripts
FROM embedding_models m ORDER BY m.created_at;

-- name: without_vector -- Why scripts have no vector, the commonest reasons first.
SELECT embedding_unknown ->> 'code' AS code, count(*) AS scripts FROM scripts WHERE embedding_unknown IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 10;
