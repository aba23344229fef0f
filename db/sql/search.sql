-- name: keep_digests -- Scripts whose terms are to be written anew; that of an older version, which came late, is not among them.
INSERT INTO script_digests AS kept (script_id, script_version, digest_version, length)
SELECT scripts.id, made.version, %(digest_version)s, made.length
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[], %(lengths)s::real[]) AS made (script_id, version, length)
JOIN scripts ON scripts.id = made.script_id
ORDER BY scripts.id
ON CONFLICT (script_id) DO UPDATE SET script_version = EXCLUDED.script_version, digest_version = EXCLUDED.digest_version,
    length = EXCLUDED.length, updated_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version
RETURNING script_id;

-- name: mark_digests -- What these scripts are found by has changed.
UPDATE script_digests SET digest_version = 0 WHERE script_id = ANY(%(scripts)s);

-- name: outdated_digests -- Scripts whose terms are not of what they say now, and that nobody works on.
SELECT scripts.id, scripts.user_id, scripts.size FROM script_digests JOIN scripts ON scripts.id = script_digests.script_id
WHERE digest_version < %(digest_version)s AND digest_version <> -%(digest_version)s
    AND NOT EXISTS (SELECT FROM uploads WHERE uploads.script_id = scripts.id AND status IN ('queued', 'processing'))
ORDER BY digest_version, scripts.id LIMIT %(limit)s FOR UPDATE OF scripts SKIP LOCKED;

-- name: begin_digests -- They are put in, and not again should nothing come of it.
UPDATE script_digests SET digest_version = -%(digest_version)s WHERE script_id = ANY(%(scripts)s);

-- name: drop_terms -- Terms of scripts that get others.
DELETE FROM script_terms WHERE script_id = ANY(%(scripts)s);

-- name: copy_terms -- Terms of many scripts.
COPY script_terms (term, script_id, weight) FROM STDIN;

-- name: drop_pairs -- Pairs of scripts that get others.
DELETE FROM script_pairs WHERE script_id = ANY(%(scripts)s);

-- name: copy_pairs -- Pairs of many scripts.
COPY script_pairs (script_id, pairs) FROM STDIN;

-- name: pairs_of -- Which of these pairs each of these scripts has.
SELECT script_id, ARRAY(SELECT asked FROM unnest(%(pairs)s::integer[]) AS asked WHERE asked = ANY(pairs)) AS pairs
FROM script_pairs WHERE script_id = ANY(%(scripts)s);

-- name: spelled -- Which of these terms there are, and how many scripts that the viewer sees have them, up to some.
SELECT asked.term, (SELECT count(*) FROM (SELECT FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = t.script_id
    WHERE t.term = asked.term LIMIT %(most)s) AS counted) AS scripts
FROM unnest(%(terms)s::text[]) AS asked (term) WHERE EXISTS (SELECT FROM script_terms t WHERE t.term = asked.term);

-- name: terms_between -- Terms from one to another, each once, by jumps through the index.
WITH RECURSIVE jumps AS (
    (SELECT term FROM script_terms WHERE term >= %(first)s AND term < %(behind)s ORDER BY term LIMIT 1)
    UNION ALL
    SELECT (SELECT t.term FROM script_terms t WHERE t.term > jumps.term AND t.term < %(behind)s ORDER BY t.term LIMIT 1) FROM jumps WHERE jumps.term IS NOT NULL)
SELECT term FROM jumps WHERE term IS NOT NULL LIMIT 600;

-- name: count_visible -- How many scripts the viewer sees.
SELECT count(*) FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s);

-- name: count_terms -- How many scripts that the viewer sees have these terms.
SELECT t.term, count(*) AS scripts FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = t.script_id
WHERE t.term = ANY(%(terms)s) GROUP BY t.term;

-- name: by_words -- BM25 over the terms of a question: of the best by those that are not common, the ones that may be found, with what the common ones bring them.
-- These are the `kept` best, and, where words do not tell these from others, all that have `share` of the best's score, up to `most`.
-- `candidates` and their `scores` begin with the best. `edge`: what others have at most without common terms. `short`: of too few of the best was known
-- whether they may be found. Sums are rounded to `real`, here and below: their last digits go by the order of adding, and equal scores would come in another
-- order each time.
WITH asked AS (SELECT * FROM unnest(%(terms)s::text[], %(rarities)s::float[], %(common)s::boolean[]) AS asked (term, rarity, common)),
first AS MATERIALIZED (SELECT t.script_id, sum(asked.rarity * t.weight * (%(k1)s::float + 1) / (t.weight + %(k1)s::float))::real AS score
    FROM asked JOIN script_terms t USING (term) WHERE NOT asked.common GROUP BY t.script_id ORDER BY score DESC, t.script_id LIMIT greatest(%(looked_at)s, %(most)s)),
best AS MATERIALIZED (SELECT script_id, score FROM (SELECT script_id, score FROM first ORDER BY score DESC, script_id LIMIT %(looked_at)s) b
    WHERE script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s,
    %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s))
    ORDER BY score DESC, script_id LIMIT %(kept)s),
counts AS MATERIALIZED (SELECT count(*) AS best, min(score) AS least, max(score) * %(share)s AS enough, (SELECT count(*) FROM first) AS first, (SELECT min(score) FROM first) AS last FROM best),
seen AS MATERIALIZED ((SELECT script_id, score FROM best) UNION ALL (SELECT script_id, score FROM (SELECT first.script_id, first.score FROM first, counts
        WHERE counts.best = %(kept)s AND counts.least > counts.enough AND first.score >= counts.enough AND first.script_id NOT IN (SELECT script_id FROM best)) m
    WHERE script_id IN (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s,
    %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s))) ORDER BY score DESC, script_id LIMIT %(most)s),
whole AS (SELECT seen.script_id, (seen.score + CASE WHEN (SELECT bool_or(common) FROM asked) THEN
        coalesce((SELECT sum(asked.rarity * t.weight * (%(k1)s::float + 1) / (t.weight + %(k1)s::float))
            FROM asked JOIN script_terms t ON t.term = asked.term AND t.script_id = seen.script_id WHERE asked.common), 0)
        ELSE 0 END)::real AS score FROM seen),
ordered AS (SELECT script_id, score FROM whole ORDER BY score DESC, script_id LIMIT %(most)s)
SELECT array_agg(script_id)::text AS candidates, array_agg(score)::text AS scores, (array_agg(script_id))[:%(limit)s] AS scripts, (array_agg(score))[:%(limit)s] AS best,
    (SELECT CASE WHEN best = %(kept)s THEN (SELECT min(score) FROM seen) ELSE 0 END FROM counts) AS edge,
    (SELECT first >= %(looked_at)s AND (best < %(kept)s OR last >= enough AND (SELECT count(*) FROM seen) < %(most)s) FROM counts) AS short
FROM ordered;

-- name: by_words_among -- The same where there is a filter, or the library is small: of all that may be found. A term that has to be there (`lead`) leads to
-- it. Terms that few scripts have are read from one end to the other, which takes an eighth of looking a script up in the index (measured); where more than eight times
-- as many have a term as may be found, those are looked up. The planner, which cannot know how much is left, would look all up. What the viewer sees tells how many of all
-- have a term; wrong, that takes longer.
WITH asked AS (SELECT * FROM unnest(%(terms)s::text[], %(rarities)s::float[], %(numbers)s::integer[]) AS asked (term, rarity, number)),
allowed AS MATERIALIZED (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s,
    %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s)
    WHERE %(lead)s::text IS NULL OR id = ANY(ARRAY(SELECT script_id FROM script_terms WHERE term = %(lead)s))),
few AS MATERIALIZED (SELECT 8 * count(*) / (SELECT greatest(1, reltuples / %(library)s) FROM pg_class WHERE oid = 'scripts'::regclass) AS number FROM allowed),
ways AS MATERIALIZED (SELECT asked.*, asked.number > few.number AS long FROM asked CROSS JOIN few),
scored AS MATERIALIZED (SELECT t.script_id, sum(ways.rarity * t.weight * (%(k1)s::float + 1) / (t.weight + %(k1)s::float))::real AS score
FROM ways CROSS JOIN LATERAL (
    SELECT script_id, weight FROM (SELECT script_id, weight FROM script_terms WHERE term = ways.term AND NOT ways.long OFFSET 0) whole WHERE script_id IN (SELECT id FROM allowed)
    UNION ALL
    SELECT allowed.id, found.weight FROM allowed CROSS JOIN LATERAL (SELECT weight FROM script_terms WHERE term = ways.term AND script_id = allowed.id OFFSET 0) found
        WHERE ways.long) t
GROUP BY t.script_id ORDER BY score DESC, t.script_id LIMIT %(most)s),
enough AS MATERIALIZED (SELECT least(%(share)s * max(score), coalesce((SELECT score FROM scored ORDER BY score DESC, script_id OFFSET %(kept)s - 1 LIMIT 1), 0)) AS score FROM scored),
ordered AS (SELECT script_id, score FROM scored WHERE score >= (SELECT score FROM enough) ORDER BY score DESC, script_id)
SELECT array_agg(script_id)::text AS candidates, array_agg(score)::text AS scores, (array_agg(script_id))[:%(limit)s] AS scripts, (array_agg(score))[:%(limit)s] AS best
FROM ordered;

-- name: words_of -- The same of chosen scripts.
WITH asked AS (SELECT * FROM unnest(%(terms)s::text[], %(rarities)s::float[]) AS asked (term, rarity)),
chosen AS MATERIALIZED (SELECT id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s,
    %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s) WHERE id = ANY(%(scripts)s))
SELECT t.script_id, sum(asked.rarity * t.weight * (%(k1)s::float + 1) / (t.weight + %(k1)s::float))::real AS score
FROM chosen CROSS JOIN asked JOIN script_terms t ON t.term = asked.term AND t.script_id = chosen.id GROUP BY t.script_id;

-- name: terms_of -- Which of these terms each of these scripts has, in the order that they are given.
SELECT t.script_id, array_agg(t.term ORDER BY asked.place) AS terms FROM unnest(%(terms)s::text[]) WITH ORDINALITY AS asked (term, place)
JOIN script_terms t ON t.term = asked.term AND t.script_id = ANY(%(scripts)s) GROUP BY t.script_id;

-- name: similarities -- How near chosen scripts are; those without a vector are left out.
SELECT e.script_id, 1 - (e.embedding <=> %(vector)s::vector) AS score
FROM model_vectors e WHERE e.script_id = ANY(%(scripts)s) AND e.model_version = %(model_id)s;

-- name: newest -- What a question without words, only with filters, finds.
SELECT s.id FROM searched_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tags)s, %(is_public)s, %(min_security)s, %(min_risk)s, %(max_risk)s,
    %(author)s, %(category)s, %(needed)s, %(refused)s, %(phrases)s) s
ORDER BY s.updated_at DESC, s.id DESC LIMIT %(limit)s;

-- name: active_model -- The model whose vectors answer searches.
SELECT id, provider, model, dimensions FROM embedding_models WHERE state = 'active';

-- name: found -- Scripts by their ids, as lists show them, with the text that highlights are taken from.
SELECT s.id, s.title, lower(s.title) AS sort_title, s.description, s.user_id, u.username, s.category_id, c.name AS category_name, s.version, s.is_public, s.file_hash,
    s.execution_count, s.average_execution_time, s.last_executed_at, s.created_at, s.updated_at, s.size, s.kind,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name), '[]')
        FROM script_tags st JOIN tags t ON t.id = st.tag_id WHERE st.script_id = s.id) AS tags,
    a.id IS NOT NULL AS analyzed, a.security_score, a.quality_score, a.risk_score, left(s.content, 20000) AS content
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN users u ON u.id = s.user_id LEFT JOIN categories c ON c.id = s.category_id LEFT JOIN script_analysis a ON a.script_id = s.id
WHERE s.id = ANY(%(scripts)s);

-- name: suggest_titles -- Titles with words that begin so.
SELECT s.id, s.title FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, NULL, NULL, NULL, NULL, NULL, NULL, %(words)s) s
ORDER BY length(s.title), s.title, s.id LIMIT %(limit)s;

-- name: suggest_facts -- Fields such as `command:get-aduser` that begin so, of scripts that the viewer sees, the commonest first.
SELECT t.term, count(*) AS scripts FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = t.script_id
WHERE t.term >= %(first)s AND t.term < %(behind)s GROUP BY t.term ORDER BY scripts DESC, t.term LIMIT %(limit)s;
