SET LOCAL lock_timeout = '5s';
DROP TRIGGER note_for_webhooks ON batches;
DROP FUNCTION note_for_webhooks();
