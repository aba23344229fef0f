SET LOCAL lock_timeout = '5s';
DROP TRIGGER audit_log_is_not_emptied ON audit_log;
DROP TRIGGER audit_log_stays ON audit_log;
DROP FUNCTION refuse_rewriting_audit_log;
