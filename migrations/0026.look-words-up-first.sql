-- Words are looked up in their index before anything else: the planner otherwise goes along an order and reads the words of every script it meets.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE OR REPLACE FUNCTION listed_scripts(
    viewer INTEGER, viewer_is_admin BOOLEAN, in_category INTEGER, of_user INTEGER, with_tag TEXT, public BOOLEAN,
    min_security FLOAT, max_risk FLOAT, words TEXT
) RETURNS SETOF scripts LANGUAGE sql STABLE AS $$
    SELECT s.* FROM visible_scripts(viewer, viewer_is_admin) s LEFT JOIN script_analysis a ON a.script_id = s.id
    WHERE (in_category IS NULL OR s.category_id = in_category)
    AND (of_user IS NULL OR s.user_id = of_user)
    AND (public IS NULL OR s.is_public = public)
    AND (with_tag IS NULL OR s.id IN (SELECT script_id FROM script_tags JOIN tags ON tags.id = tag_id WHERE name = with_tag))
    AND (min_security IS NULL OR a.security_score >= min_security)
    AND (max_risk IS NULL OR a.risk_score <= max_risk)
    AND (words IS NULL OR s.id IN (SELECT id FROM scripts found
        WHERE script_words(found.title, found.description) @@ to_tsquery('simple'::regconfig, words)))
$$;
