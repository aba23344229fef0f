SET LOCAL lock_timeout = '5s';
ALTER TABLE categories DROP COLUMN updated_at;
