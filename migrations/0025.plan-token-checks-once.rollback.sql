SET LOCAL lock_timeout = '5s';
DROP FUNCTION caller_of_token(BYTEA);
