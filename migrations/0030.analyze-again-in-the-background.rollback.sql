SET LOCAL lock_timeout = '5s';
DROP FUNCTION file_name_of(scripts);
DROP TRIGGER note_for_webhooks ON batches;
CREATE CONSTRAINT TRIGGER note_for_webhooks AFTER UPDATE OF finished_at ON batches DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION note_for_webhooks();
DROP INDEX idx_batches_again;
ALTER TABLE batches DROP COLUMN again;
ALTER TABLE script_analysis DROP COLUMN tried_version;
