-- Every request asks who its token belongs to. In PL/pgSQL the plan is made once a session instead of each time, which costs more than the look-up.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE FUNCTION caller_of_token(hash BYTEA)
    RETURNS TABLE (id INTEGER, username VARCHAR, role VARCHAR, token_id INTEGER, scopes TEXT[], idle BOOLEAN) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT u.id, u.username, u.role, t.id, t.scopes, t.last_used_at IS NULL OR t.last_used_at < date_trunc('minute', NOW())
    FROM personal_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > NOW());
END $$;
