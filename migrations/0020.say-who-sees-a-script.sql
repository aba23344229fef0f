-- What a viewer may see, in the one place that every read goes through. The planner inlines it, so that indexes are used as if it stood there.
-- `viewer` is NULL for who is not signed in.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE FUNCTION visible_scripts(viewer INTEGER, viewer_is_admin BOOLEAN) RETURNS SETOF scripts
    LANGUAGE sql STABLE AS 'SELECT * FROM scripts WHERE is_public OR user_id = viewer OR viewer_is_admin';
-- What an owner may change: the same without what is merely public.
CREATE FUNCTION own_scripts(viewer INTEGER, viewer_is_admin BOOLEAN) RETURNS SETOF scripts
    LANGUAGE sql STABLE AS 'SELECT * FROM scripts WHERE user_id = viewer OR viewer_is_admin';
CREATE INDEX idx_scripts_visibility ON scripts (is_public, user_id);
