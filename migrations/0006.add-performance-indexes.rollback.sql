SET LOCAL lock_timeout = '5s';
DROP INDEX idx_users_email, idx_users_username, idx_users_role, idx_users_email_password, idx_users_locked_until, idx_users_login_attempts,
    idx_users_last_login, idx_users_created_at, idx_users_email_folded, idx_users_username_folded,
    idx_scripts_updated, idx_scripts_public_updated, idx_scripts_user_updated, idx_script_tags_tag;
