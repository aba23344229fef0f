-- name: list -- Tags that a viewer sees: on a script that the viewer sees, or named by the viewer; with how many such scripts each has.
SELECT t.id, t.name, coalesce(counted.scripts, 0) AS script_count
FROM tags t LEFT JOIN (
    SELECT st.tag_id, count(*) AS scripts FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s JOIN script_tags st ON st.script_id = s.id
    GROUP BY st.tag_id
) counted ON counted.tag_id = t.id
WHERE counted.scripts > 0 OR %(viewer_is_admin)s OR EXISTS (SELECT FROM named_tags n WHERE n.tag_id = t.id AND n.user_id = %(viewer)s)
ORDER BY lower(t.name), t.id;

-- name: get -- One of these.
SELECT t.id, t.name FROM tags t WHERE t.id = %(tag_id)s
AND (%(viewer_is_admin)s OR EXISTS (SELECT FROM named_tags n WHERE n.tag_id = t.id AND n.user_id = %(viewer)s)
    OR EXISTS (SELECT FROM script_tags st JOIN visible_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = st.script_id WHERE st.tag_id = t.id));

-- name: create -- A tag; where there is one of this name, that one.
WITH made AS (INSERT INTO tags (name) VALUES (%(name)s) ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name RETURNING id, name),
named AS (INSERT INTO named_tags (tag_id, user_id) SELECT id, %(user_id)s FROM made ON CONFLICT DO NOTHING)
SELECT id, name FROM made;

-- name: delete -- Off all scripts; which those are.
WITH tagged AS (SELECT script_id FROM script_tags WHERE tag_id = %(tag_id)s), gone AS (DELETE FROM tags WHERE id = %(tag_id)s RETURNING id)
SELECT gone.id, tagged.script_id FROM gone LEFT JOIN tagged ON true;
