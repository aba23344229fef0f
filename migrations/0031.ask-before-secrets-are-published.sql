-- Who publishes a script with a secret in it is asked first. Whether there is one is known when it has been analysed: until then it is private.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE uploads ADD COLUMN allow_secrets BOOLEAN NOT NULL DEFAULT false;  -- the caller knows, and wants it public nevertheless
ALTER TABLE scripts ADD COLUMN to_publish BOOLEAN NOT NULL DEFAULT false;     -- public as soon as its analysis has found no secret
