SET LOCAL lock_timeout = '5s';
ALTER TABLE uploads DROP COLUMN allow_secrets;
ALTER TABLE scripts DROP COLUMN to_publish;
