-- The nearest vectors of the one model that answers searches, and the indexes that large libraries find them by. An exact scan is the answer; an index
-- is only asked where a viewer may see, and filters leave, more scripts than can be looked at one by one.

-- name: indexed -- Whether there is an index of this name that is whole, over all vectors of a model.
SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(%(index)s) AND indisvalid)
    AND NOT EXISTS (SELECT FROM embedding_candidates WHERE model_version = %(model_id)s AND embedding IS NOT NULL);

-- name: exact -- The nearest of all that may be found. The sum keeps the planner from an index, which would leave some out; the array, from reading all.
SELECT e.script_id, 1 - (e.embedding <=> %(vector)s::vector) AS score FROM model_vectors e
WHERE e.model_version = %(model_id)s AND e.script_id = ANY(ARRAY(SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s,
    %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s)))
ORDER BY 0 + (e.embedding <=> %(vector)s::vector), e.script_id LIMIT %(limit)s;

-- name: exact_sparse -- The same for vectors that are almost all zeros, kept without them.
SELECT e.script_id, 1 - (e.sparse <=> %(vector)s::vector::sparsevec(1536)) AS score
FROM model_vectors e JOIN searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s,
    %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s) s ON s.id = e.script_id
WHERE e.model_version = %(model_id)s
ORDER BY 0 + (e.sparse <=> %(vector)s::vector::sparsevec(1536)), e.script_id LIMIT %(limit)s;

-- name: first_sparse -- Of the nearest of all those vectors, the ones that may be found. Where enough of them may, they are the exact answer, and the rest was asked for nothing.
SELECT e.script_id, 1 - e.distance AS score
FROM (SELECT script_id, 0 + (sparse <=> %(vector)s::vector::sparsevec(1536)) AS distance FROM model_vectors
    WHERE model_version = %(model_id)s ORDER BY 2, 1 LIMIT %(looked_at)s) e
WHERE e.script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s,
    %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s))
ORDER BY e.distance, e.script_id LIMIT %(limit)s;

-- name: mixed_sparse -- Of scripts with their scores by words: the best by these, the nearest, and, of the `both` best by both, where `alpha` is the share of
-- the cosine, the best with what the pairs of words that they have side by side add. Vectors are looked up in the order of their ids, which reads each page once.
WITH words AS MATERIALIZED (SELECT * FROM unnest(%(scripts)s::integer[], %(scores)s::real[]) AS words (script_id, score) ORDER BY script_id),
mixed AS MATERIALIZED (SELECT words.script_id, words.score, 1 - (e.sparse <=> %(vector)s::vector::sparsevec(1536)) AS similarity
    FROM words LEFT JOIN model_vectors e ON e.script_id = words.script_id AND e.model_version = %(model_id)s),
best AS MATERIALIZED (SELECT mixed.*, %(alpha)s::float * greatest(similarity, 0) + (1 - %(alpha)s::float) * score / (SELECT max(score) FROM mixed) AS mixture
    FROM mixed ORDER BY mixture DESC, script_id LIMIT %(both)s),
sums AS (SELECT best.script_id, score, similarity, mixture + coalesce((SELECT sum(asked.adds) FROM unnest(%(pairs)s::integer[], %(adds)s::float[]) AS asked (pair, adds)
        WHERE asked.pair = ANY(p.pairs)), 0) AS whole
    FROM best LEFT JOIN script_pairs p USING (script_id))
(SELECT * FROM mixed ORDER BY score DESC, script_id LIMIT %(limit)s)
UNION (SELECT * FROM mixed WHERE similarity > 0 ORDER BY similarity DESC, script_id LIMIT %(limit)s)
UNION (SELECT script_id, score, similarity FROM sums ORDER BY whole DESC, script_id LIMIT %(limit)s);

-- name: among_few -- The same where that is no more than `most`; `few` says whether it is, and there is always a row that does. Of an array the planner
-- takes for granted that it is short: it looks vectors up one by one, where it would read them all beside a list.
WITH allowed AS MATERIALIZED (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s,
    %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s)
    WHERE %(lead)s::text IS NULL OR id = ANY(ARRAY(SELECT script_id FROM script_terms WHERE term = %(lead)s)) LIMIT %(most)s + 1),
counted AS (SELECT count(*) <= %(most)s AS few FROM allowed)
SELECT counted.few, found.script_id, found.score FROM counted LEFT JOIN LATERAL (
    SELECT e.script_id, 1 - (e.embedding <=> %(vector)s::vector) AS score FROM model_vectors e
    WHERE counted.few AND e.script_id = ANY(ARRAY(SELECT id FROM allowed)) AND e.model_version = %(model_id)s
    ORDER BY 0 + (e.embedding <=> %(vector)s::vector), e.script_id LIMIT %(limit)s) found ON true
ORDER BY found.score DESC, found.script_id;

-- name: among_few_sparse -- The same for vectors that are almost all zeros.
WITH allowed AS MATERIALIZED (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s,
    %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s)
    WHERE %(lead)s::text IS NULL OR id = ANY(ARRAY(SELECT script_id FROM script_terms WHERE term = %(lead)s)) LIMIT %(most)s + 1),
counted AS (SELECT count(*) <= %(most)s AS few FROM allowed)
SELECT counted.few, found.script_id, found.score FROM counted LEFT JOIN LATERAL (
    SELECT e.script_id, 1 - (e.sparse <=> %(vector)s::vector::sparsevec(1536)) AS score FROM model_vectors e
    WHERE counted.few AND e.script_id = ANY(ARRAY(SELECT id FROM allowed)) AND e.model_version = %(model_id)s
    ORDER BY 0 + (e.sparse <=> %(vector)s::vector::sparsevec(1536)), e.script_id LIMIT %(limit)s) found ON true
ORDER BY found.score DESC, found.script_id;

-- name: lacking -- What is said of most, where scripts may be found and none of them has a vector; no row where one has. A term that has to be there leads to them.
WITH allowed AS NOT MATERIALIZED (SELECT id, embedding_unknown FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s,
    %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s)
    WHERE %(lead)s::text IS NULL OR id = ANY(ARRAY(SELECT script_id FROM script_terms WHERE term = %(lead)s)))
SELECT embedding_unknown ->> 'message' AS message FROM allowed
WHERE NOT EXISTS (SELECT FROM model_vectors WHERE model_version = %(model_id)s AND script_id IN (SELECT id FROM allowed))
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1;

-- name: far_sight -- How the next statements of this session look into an index: on until enough rows pass the filters.
SELECT set_config('hnsw.iterative_scan', 'relaxed_order', false), set_config('hnsw.ef_search', '100', false);

-- name: near_384 -- By the index over the first 384 dimensions, in half precision; the order among those is the exact one.
WITH nearest AS MATERIALIZED (SELECT e.script_id, e.embedding FROM script_embeddings e
    WHERE e.model_version = %(model_id)s AND e.script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s,
        %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s))
    ORDER BY subvector(e.embedding, 1, 384)::halfvec(384) <=> subvector(%(vector)s::vector, 1, 384)::halfvec(384) LIMIT 2 * %(limit)s)
SELECT script_id, 1 - (embedding <=> %(vector)s::vector) AS score FROM nearest ORDER BY 2 DESC, 1 LIMIT %(limit)s;

-- name: near_1536 -- The same over all dimensions.
WITH nearest AS MATERIALIZED (SELECT e.script_id, e.embedding FROM script_embeddings e
    WHERE e.model_version = %(model_id)s AND e.script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s,
        %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s, %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s))
    ORDER BY e.embedding::halfvec(1536) <=> %(vector)s::vector::halfvec(1536) LIMIT 2 * %(limit)s)
SELECT script_id, 1 - (embedding <=> %(vector)s::vector) AS score FROM nearest ORDER BY 2 DESC, 1 LIMIT %(limit)s;

-- name: one_builder -- One process at a time builds indexes; the lock ends with its session.
SELECT pg_try_advisory_lock(7305, 41);

-- name: stand -- What there is to index: vectors in script_embeddings, of how many models, and whether more of the active model's are still to come there.
SELECT (SELECT count(*) FROM script_embeddings) AS vectors, (SELECT count(DISTINCT model_version) FROM script_embeddings) AS models,
    (SELECT dimensions FROM embedding_models WHERE state = 'active') AS dimensions, (SELECT provider FROM embedding_models WHERE state = 'active') AS provider,
    EXISTS (SELECT FROM embedding_candidates c JOIN embedding_models m ON m.id = c.model_version WHERE m.state = 'active' AND c.embedding IS NOT NULL) AS moving;

-- name: indexes -- Indexes over vectors, with whether they are whole and how large they are.
SELECT c.relname AS name, i.indisvalid AS valid, pg_relation_size(c.oid) AS bytes FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'script_embeddings'::regclass AND c.relname IN ('script_embeddings_near_384', 'script_embeddings_near_1536', 'script_embeddings_idx')
ORDER BY c.relname;

-- name: more_memory -- An index is built several times faster where all of it fits into memory.
SELECT set_config('maintenance_work_mem', '512MB', false);

-- name: build_near_384 -- For models of up to 384 dimensions, whose vectors are filled up with zeros.
CREATE INDEX CONCURRENTLY script_embeddings_near_384 ON script_embeddings
    USING hnsw ((subvector(embedding, 1, 384)::halfvec(384)) halfvec_cosine_ops) WITH (m = 16, ef_construction = 64);

-- name: build_near_1536 -- For all others.
CREATE INDEX CONCURRENTLY script_embeddings_near_1536 ON script_embeddings
    USING hnsw ((embedding::halfvec(1536)) halfvec_cosine_ops) WITH (m = 16, ef_construction = 64);

-- name: build_idx -- The index of the first system. No search asks it: it answers less well than the other.
CREATE INDEX CONCURRENTLY script_embeddings_idx ON script_embeddings USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100);

-- name: drop_near_384 -- One that is of no use any more, or was not finished.
DROP INDEX CONCURRENTLY IF EXISTS script_embeddings_near_384;

-- name: drop_near_1536 -- The same.
DROP INDEX CONCURRENTLY IF EXISTS script_embeddings_near_1536;

-- name: drop_idx -- The same.
DROP INDEX CONCURRENTLY IF EXISTS script_embeddings_idx;
