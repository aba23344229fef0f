-- What ends is noted for its owner's webhooks in the transaction that ends it. The trigger waits for the commit: only then is all of it there.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE FUNCTION note_for_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhooks WHERE user_id = NEW.user_id) THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_deliveries (webhook_id, event, subject, payload)
    SELECT w.id, ended.event, 'upload:' || ended.id, jsonb_build_object('uploadId', ended.id, 'batchId', ended.root_batch_id,
        'filename', ended.filename, 'status', ended.status, 'scriptId', ended.script_id, 'version', ended.version,
        'error', CASE WHEN ended.error_code IS NOT NULL THEN jsonb_build_object('code', ended.error_code, 'message', ended.error_message) END)
    FROM (SELECT *, CASE status WHEN 'failed' THEN 'script.failed' ELSE 'script.analyzed' END AS event FROM uploads
        WHERE batch_id = NEW.id AND (status = 'failed' OR (status = 'completed' AND wants_analysis))) ended
    JOIN webhooks w ON w.user_id = NEW.user_id AND ended.event = ANY(w.events)
    ON CONFLICT DO NOTHING;
    -- Of two parts of a request that end at the same time the second sees the first.
    PERFORM FROM batches WHERE id = NEW.root_id FOR NO KEY UPDATE;
    INSERT INTO webhook_deliveries (webhook_id, event, subject, payload)
    SELECT w.id, 'batch.completed', 'batch:' || NEW.root_id, jsonb_build_object('batchId', NEW.root_id, 'byStatus', counted.by_status)
    FROM webhooks w CROSS JOIN (
        SELECT jsonb_object_agg(status, number) AS by_status, bool_or(status IN ('queued', 'processing')) AS live
        FROM (SELECT status, count(*) AS number FROM uploads WHERE root_batch_id = NEW.root_id GROUP BY status) each_status
    ) counted
    WHERE w.user_id = NEW.user_id AND 'batch.completed' = ANY(w.events) AND NOT counted.live
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER note_for_webhooks AFTER UPDATE OF finished_at ON batches DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION note_for_webhooks();
