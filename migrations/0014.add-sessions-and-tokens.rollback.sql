SET LOCAL lock_timeout = '5s';
DROP TABLE idempotency_keys, signing_keys, personal_tokens, refresh_tokens;
