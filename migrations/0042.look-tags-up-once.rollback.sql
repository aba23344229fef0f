SET LOCAL lock_timeout = '5s';
CREATE OR REPLACE FUNCTION searched_scripts(
    viewer INTEGER, viewer_is_admin BOOLEAN, in_category INTEGER, of_user INTEGER, with_tags TEXT[], public BOOLEAN,
    min_security FLOAT, min_risk FLOAT, max_risk FLOAT, author TEXT, category TEXT, needed TEXT[], refused TEXT[], phrases TEXT[]
) RETURNS SETOF scripts LANGUAGE sql STABLE AS $$
    SELECT s.* FROM visible_scripts(viewer, viewer_is_admin) s
    WHERE (in_category IS NULL OR s.category_id = in_category)
    AND (of_user IS NULL OR s.user_id = of_user)
    AND (public IS NULL OR s.is_public = public)
    AND (with_tags IS NULL OR (SELECT count(DISTINCT lower(name)) FROM script_tags JOIN tags ON tags.id = tag_id
        WHERE script_id = s.id AND lower(name) = ANY(with_tags)) = cardinality(with_tags))
    AND (min_security IS NULL OR s.id IN (SELECT script_id FROM script_analysis WHERE security_score >= min_security))
    AND (min_risk IS NULL OR s.id IN (SELECT script_id FROM script_analysis WHERE risk_score >= min_risk))
    AND (max_risk IS NULL OR s.id IN (SELECT script_id FROM script_analysis WHERE risk_score <= max_risk))
    AND (author IS NULL OR s.user_id IN (SELECT id FROM users WHERE lower(username) = author))
    AND (category IS NULL OR s.category_id IN (SELECT id FROM categories WHERE starts_with(lower(name), category)))
    AND (needed IS NULL OR s.id IN (SELECT script_id FROM script_terms WHERE term = ANY(needed)
        GROUP BY script_id HAVING count(*) = cardinality(needed)))
    AND (refused IS NULL OR s.id NOT IN (SELECT script_id FROM script_terms WHERE term = ANY(refused)))
    AND (phrases IS NULL OR (SELECT bool_and(position(phrase IN lower(s.title || chr(10) || coalesce(s.description, '') || chr(10) || s.content)) > 0)
        FROM unnest(phrases) AS phrase))
$$;
