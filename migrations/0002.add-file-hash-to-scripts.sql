-- MD5 of the current bytes: the first, cheap half of telling equal files.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE scripts ADD COLUMN file_hash VARCHAR(255);
CREATE INDEX idx_scripts_file_hash ON scripts (file_hash);
