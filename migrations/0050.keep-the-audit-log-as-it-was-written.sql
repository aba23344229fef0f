-- The audit log is only added to: no statement of the program, and none that slips in through it, changes or removes an entry that has to
-- be kept. Entries older than a year may go, because a log that grows for ever is not kept either. Who owns the table can drop the
-- trigger: against that helps a role without ownership, or a copy elsewhere.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE FUNCTION refuse_rewriting_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.created_at < NOW() - INTERVAL '365 days' THEN
        RETURN OLD;
    END IF;
    -- What restores a backup empties all tables of the new database first.
    IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM audit_log) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_audit_log();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_audit_log();
