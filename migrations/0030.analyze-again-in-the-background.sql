-- When the analyser or an owner's rules change, the sweeper puts scripts in again, some at a time. Nobody asked for these batches: owners do not see
-- them, and they are let go of when they are done. What was tried is noted, so that a script that cannot be analysed is not tried for ever.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE batches ADD COLUMN again BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX idx_batches_again ON batches (finished_at) WHERE again;
ALTER TABLE script_analysis ADD COLUMN tried_version VARCHAR;  -- the analysis version that this script was last put in again for
DROP TRIGGER note_for_webhooks ON batches;
CREATE CONSTRAINT TRIGGER note_for_webhooks AFTER UPDATE OF finished_at ON batches DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL AND NOT NEW.again) EXECUTE FUNCTION note_for_webhooks();
-- What a script's file is called, as far as that is still known: analyses go by it.
CREATE FUNCTION file_name_of(script scripts) RETURNS TEXT LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT regexp_replace(source_path, '^.*[/\\](?=.)', '') FROM script_sources WHERE script_id = script.id ORDER BY updated_at DESC, source_path LIMIT 1),
        (SELECT filename FROM uploads WHERE uploads.script_id = script.id AND outcome IN ('new', 'changed') ORDER BY seq DESC LIMIT 1),
        CASE WHEN lower(script.title) LIKE '%.' || script.kind THEN script.title ELSE script.title || '.' || script.kind END)
$$;
