-- The filters of every list in one place, and indexes for every order that a list may have.
-- The planner inlines the function, and drops what a NULL leaves without effect.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE FUNCTION script_words(title TEXT, description TEXT) RETURNS tsvector
    LANGUAGE sql IMMUTABLE AS $$ SELECT to_tsvector('simple'::regconfig, regexp_replace(title || ' ' || coalesce(description, ''), '[^[:alnum:]]+', ' ', 'g')) $$;
CREATE FUNCTION listed_scripts(
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
    AND (words IS NULL OR script_words(s.title, s.description) @@ to_tsquery('simple'::regconfig, words))
$$;
CREATE INDEX idx_scripts_words ON scripts USING gin (script_words(title, description));
CREATE INDEX idx_scripts_created ON scripts (created_at DESC, id DESC);
CREATE INDEX idx_scripts_title ON scripts (lower(title), id);
CREATE INDEX idx_scripts_executions ON scripts (execution_count DESC, id DESC);
CREATE INDEX idx_script_analysis_quality ON script_analysis (quality_score);
