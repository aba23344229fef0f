SET LOCAL lock_timeout = '5s';
ALTER TABLE upload_contents ALTER COLUMN content SET STORAGE EXTENDED, ALTER COLUMN text SET STORAGE EXTENDED;
DROP INDEX idx_uploads_script;
CREATE INDEX idx_uploads_script ON uploads (script_id);
DROP INDEX idx_uploads_target;
CREATE INDEX idx_uploads_live_target ON uploads (target_script_id, seq) WHERE status IN ('queued', 'processing') AND target_script_id IS NOT NULL;
DROP INDEX idx_uploads_duplicate_of, idx_uploads_live_bytes, idx_uploads_waits_for;
ALTER TABLE uploads DROP COLUMN waits_for;
