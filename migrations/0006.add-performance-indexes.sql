-- Indexes that the queries on users and lists of scripts need.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE INDEX idx_users_email ON users (email);
CREATE INDEX idx_users_username ON users (username);
CREATE INDEX idx_users_role ON users (role);
CREATE INDEX idx_users_email_password ON users (email, password_hash);
CREATE INDEX idx_users_locked_until ON users (locked_until);
CREATE INDEX idx_users_login_attempts ON users (login_attempts);
CREATE INDEX idx_users_last_login ON users (last_login_at);
CREATE INDEX idx_users_created_at ON users (created_at);
CREATE UNIQUE INDEX idx_users_email_folded ON users (lower(email));        -- one account a name, however it is typed
CREATE UNIQUE INDEX idx_users_username_folded ON users (lower(username));
CREATE INDEX idx_scripts_updated ON scripts (updated_at DESC, id DESC);
CREATE INDEX idx_scripts_public_updated ON scripts (updated_at DESC, id DESC) WHERE is_public;
CREATE INDEX idx_scripts_user_updated ON scripts (user_id, updated_at DESC, id DESC);
CREATE INDEX idx_script_tags_tag ON script_tags (tag_id);
