-- name: list -- All categories, with how many scripts of each the viewer sees.
SELECT c.id, c.name, c.description, c.created_at, c.updated_at, coalesce(counted.scripts, 0) AS script_count
FROM categories c LEFT JOIN (
    SELECT category_id, count(*) AS scripts FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) GROUP BY category_id
) counted ON counted.category_id = c.id
ORDER BY lower(c.name);

-- name: get -- One category, with the same count.
SELECT c.id, c.name, c.description, c.created_at, c.updated_at,
    (SELECT count(*) FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.category_id = c.id) AS script_count
FROM categories c WHERE c.id = %(category_id)s;

-- name: create -- A new category.
INSERT INTO categories (name, description) VALUES (%(name)s, %(description)s) RETURNING id;

-- name: change -- Another name or description.
UPDATE categories SET name = CASE WHEN %(set_name)s THEN %(name)s ELSE name END,
    description = CASE WHEN %(set_description)s THEN %(description)s ELSE description END, updated_at = NOW()
WHERE id = %(category_id)s RETURNING id;

-- name: delete -- Its scripts keep living, without a category.
DELETE FROM categories WHERE id = %(category_id)s RETURNING id;
