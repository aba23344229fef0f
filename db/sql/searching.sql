-- What `psscript bench search` measures searches beside.

-- name: library -- How many scripts the viewer sees.
SELECT count(*) FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s);

-- name: texts -- Beginnings of scripts, chosen as the seed says, to make questions of.
SELECT s.title, s.description, left(s.content, 4000) AS content FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
ORDER BY md5(s.id::text || %(seed)s::text) LIMIT %(limit)s;

-- name: fields -- The field of the analysis, such as `command:get-date`, that leaves the share of scripts nearest to this one.
SELECT t.term, count(*) AS scripts FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = t.script_id
WHERE t.weight = 0 AND t.term ~ '^(command|module|rule|touches|attack):[^ "]+$' GROUP BY t.term
ORDER BY abs(ln(count(*) / %(wanted)s::float)), t.term LIMIT 1;

-- name: words -- BM25 of every script that has one of the terms, with nothing left out. In steps, each made once: the planner, which takes rare terms for none at all,
-- would count the library anew for each of their postings.
WITH postings AS MATERIALIZED (SELECT t.term, t.script_id, t.weight FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
    ON s.id = t.script_id WHERE t.term = ANY(%(terms)s)),
counted AS MATERIALIZED (SELECT term, count(*) AS scripts FROM postings GROUP BY term),
whole AS MATERIALIZED (SELECT count(*) AS total FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s)),
rarity AS MATERIALIZED (SELECT term, asked.times * ln(1 + ((SELECT total FROM whole) - scripts + .5) / (scripts + .5)) AS value
    FROM counted JOIN unnest(%(terms)s::text[], %(times)s::float[]) AS asked (term, times) USING (term)),
scores AS MATERIALIZED (SELECT p.script_id, sum(rarity.value * p.weight * (%(k1)s::float + 1) / (p.weight + %(k1)s::float)) AS score
    FROM postings p JOIN rarity USING (term) GROUP BY p.script_id)
SELECT script_id, score FROM scores
WHERE script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    %(needed)s::text[], NULL, NULL));

-- name: vectors -- How near every script is, by an exact scan; of vectors that are almost all zeros, without these.
SELECT e.script_id, 1 - coalesce(e.sparse <=> %(vector)s::vector::sparsevec(1536), e.embedding <=> %(vector)s::vector) AS score FROM script_embeddings e
WHERE e.model_version = %(model_id)s AND e.script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, %(needed)s::text[], NULL, NULL));

-- name: flush -- Let what this session read be counted at once.
SELECT pg_stat_force_next_flush();

-- name: rows_read -- Rows that all sessions have read from tables and indexes so far.
SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables) + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes) AS rows;
