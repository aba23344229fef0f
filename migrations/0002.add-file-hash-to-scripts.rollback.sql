SET LOCAL lock_timeout = '5s';
ALTER TABLE scripts DROP COLUMN file_hash;
