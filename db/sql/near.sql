-- name: keep -- Signatures of scripts; that of an older version, which came late, changes nothing.
INSERT INTO script_signatures AS kept (script_id, script_version, signature_version, size, shape, bands, sketch)
SELECT scripts.id, made.version, %(signature_version)s, made.size, made.shape, made.bands::bigint[], made.sketch::bit(512)
FROM unnest(%(scripts)s::integer[], %(versions)s::integer[], %(sizes)s::integer[], %(shapes)s::bigint[], %(bands)s::text[], %(sketches)s::text[])
    AS made (script_id, version, size, shape, bands, sketch)
JOIN scripts ON scripts.id = made.script_id
ORDER BY scripts.id
ON CONFLICT (script_id) DO UPDATE SET script_version = EXCLUDED.script_version, signature_version = EXCLUDED.signature_version,
    size = EXCLUDED.size, shape = EXCLUDED.shape, bands = EXCLUDED.bands, sketch = EXCLUDED.sketch, updated_at = NOW()
WHERE kept.script_version <= EXCLUDED.script_version;

-- name: unsigned -- Scripts that have no signature of this version, in the order of their ids.
SELECT s.id AS script_id, s.version, s.kind, s.content FROM scripts s
WHERE s.id > %(after)s AND NOT EXISTS (SELECT FROM script_signatures n WHERE n.script_id = s.id AND n.signature_version = %(signature_version)s)
ORDER BY s.id LIMIT %(limit)s;

-- name: families -- Pairs of a script and an earlier one that it is a near copy of, or has the same text as: what is linked by pairs is a family. Nothing but what the viewer sees goes into it.
WITH seen AS MATERIALIZED (SELECT n.script_id, n.shape FROM script_signatures n JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = n.script_id
    WHERE n.size > 0 AND n.signature_version = %(signature_version)s),
firsts AS MATERIALIZED (SELECT shape, min(script_id) AS script_id FROM seen GROUP BY shape),
entries AS MATERIALIZED (SELECT n.script_id, unnest(n.bands) AS band FROM firsts JOIN script_signatures n USING (script_id)),
roots AS (SELECT band, min(script_id) AS script_id FROM entries GROUP BY band HAVING count(*) > 1),
candidates AS (SELECT DISTINCT roots.script_id AS one, entries.script_id AS other FROM entries JOIN roots USING (band) WHERE entries.script_id <> roots.script_id)
SELECT firsts.script_id AS one, seen.script_id AS other FROM seen JOIN firsts USING (shape) WHERE seen.script_id <> firsts.script_id
UNION ALL
SELECT one, other FROM candidates JOIN script_signatures a ON a.script_id = one JOIN script_signatures b ON b.script_id = other
WHERE 1 - bit_count(a.sketch # b.sketch) / 256.0 >= %(threshold)s;

-- name: members -- Scripts of families as they are shown, compared with the first of their family.
SELECT s.id AS script_id, s.title, s.user_id, u.username, s.category_id, c.name AS category_name, s.version, s.is_public, s.updated_at, asked.first, CASE WHEN length(s.content) <= 200000 THEN s.content END AS content,
    greatest(1 - bit_count(own.sketch # first.sketch) / 256.0, 0) AS similarity, own.shape = first.shape AS same_text
FROM unnest(%(scripts)s::integer[], %(firsts)s::integer[]) AS asked (script_id, first)
JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = asked.script_id
JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) against ON against.id = asked.first
JOIN users u ON u.id = s.user_id LEFT JOIN categories c ON c.id = s.category_id
JOIN script_signatures own ON own.script_id = s.id JOIN script_signatures first ON first.script_id = asked.first
ORDER BY asked.first, s.id <> asked.first, s.id;

-- name: own -- What a script that the viewer sees is compared by; no vector of the model that answers searches, or no signature: NULL.
SELECT s.embedding_unknown, e.embedding::text AS vector, m.id, m.provider, m.dimensions, n.shape, n.bands, n.sketch::text AS sketch, n.size
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
LEFT JOIN script_signatures n ON n.script_id = s.id AND n.signature_version = %(signature_version)s
LEFT JOIN model_vectors e ON e.script_id = s.id AND e.model_version = (SELECT id FROM embedding_models WHERE state = 'active')
LEFT JOIN embedding_models m ON m.id = e.model_version
WHERE s.id = %(script_id)s;

-- name: copies -- Near copies of a signature, the likest first.
SELECT s.id AS script_id, s.title, c.name AS category, greatest(1 - bit_count(n.sketch # %(sketch)s::bit(512)) / 256.0, 0) AS similarity, n.shape = %(shape)s AS same_text
FROM script_signatures n JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = n.script_id LEFT JOIN categories c ON c.id = s.category_id
WHERE n.bands && %(bands)s::bigint[] AND n.size > 0 AND n.signature_version = %(signature_version)s
    AND 1 - bit_count(n.sketch # %(sketch)s::bit(512)) / 256.0 >= %(threshold)s AND (%(without)s::integer IS NULL OR n.script_id <> %(without)s)
ORDER BY same_text DESC, similarity DESC, s.id LIMIT %(limit)s;

-- name: likeness -- How like a signature chosen scripts are, in their text.
SELECT n.script_id, greatest(1 - bit_count(n.sketch # %(sketch)s::bit(512)) / 256.0, 0) AS similarity, n.shape = %(shape)s AS same_text
FROM script_signatures n JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = n.script_id
WHERE n.script_id = ANY(%(scripts)s) AND n.size > 0 AND n.signature_version = %(signature_version)s;

-- name: shared -- Terms that a script shares with others that the viewer sees, and how heavy they are in both; fields such as `command:get-aduser` weigh nothing.
SELECT other.script_id, other.term, sqrt(own.weight * other.weight) AS weight
FROM script_terms own JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) seen ON seen.id = own.script_id
JOIN script_terms other ON other.term = own.term AND other.script_id = ANY(%(scripts)s)
JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = other.script_id
WHERE own.script_id = %(script_id)s AND (own.weight > 0 OR starts_with(own.term, 'command:'));

-- name: titles -- What scripts are called, of those that the viewer sees.
SELECT s.id AS script_id, s.title, c.name AS category FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s LEFT JOIN categories c ON c.id = s.category_id
WHERE s.id = ANY(%(scripts)s);

-- name: having -- Which of these terms scripts have that the viewer sees, and how heavy they are there.
SELECT t.script_id, t.term, t.weight FROM script_terms t JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = t.script_id
WHERE t.term = ANY(%(terms)s) AND t.script_id = ANY(%(scripts)s);
