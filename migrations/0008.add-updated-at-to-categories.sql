-- When a category was last changed.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE categories ADD COLUMN updated_at TIMESTAMP NOT NULL DEFAULT NOW();
