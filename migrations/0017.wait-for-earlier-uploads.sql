-- An upload may have to wait for an earlier one that means the same script: which one, so that its end wakes exactly those that wait for it.
-- Deleting a script looks for the uploads that name it: each such column has an index, without the many rows that name none.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE uploads ADD COLUMN waits_for UUID;
CREATE INDEX idx_uploads_waits_for ON uploads (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX idx_uploads_live_bytes ON uploads (user_id, sha256) WHERE sha256 IS NOT NULL AND status IN ('queued', 'processing');
CREATE INDEX idx_uploads_duplicate_of ON uploads (duplicate_of) WHERE duplicate_of IS NOT NULL;
DROP INDEX idx_uploads_live_target;
CREATE INDEX idx_uploads_target ON uploads (target_script_id, seq) WHERE target_script_id IS NOT NULL;
DROP INDEX idx_uploads_script;
CREATE INDEX idx_uploads_script ON uploads (script_id) WHERE script_id IS NOT NULL;
-- What lives for seconds is not worth compressing.
ALTER TABLE upload_contents ALTER COLUMN content SET STORAGE EXTERNAL, ALTER COLUMN text SET STORAGE EXTERNAL;
