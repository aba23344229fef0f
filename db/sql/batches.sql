-- name: accept -- A batch that begins; its id is pushed right after the commit.
INSERT INTO batches (id, root_id, user_id, lane, request_id, enqueued_at)
VALUES (%(batch_id)s, %(root_id)s, %(user_id)s, %(lane)s, %(request_id)s, NOW());

-- name: begin -- Note that a long stage of a batch starts; nothing where the batch is elsewhere by now, has ended, or must wait.
-- A time further ahead than any delay comes from a clock that was put back since.
INSERT INTO stage_runs (batch_id, stage, size, worker)
SELECT id, stage, (SELECT count(*) FROM uploads WHERE batch_id = batches.id AND status IN ('queued', 'processing')), %(worker)s
FROM batches WHERE id = %(batch_id)s AND stage = %(stage)s AND finished_at IS NULL
    AND (not_before <= clock_timestamp() OR not_before > clock_timestamp() + INTERVAL '10 minutes')
RETURNING id;

-- name: advance -- Compare-and-set: of two runs of a stage, the one that finds the batch still there does the work.
UPDATE batches SET stage = %(next_stage)s::text, deaths = 0, attempts = 0, not_before = NOW(), enqueued_at = NOW(), updated_at = NOW(),
    finished_at = CASE WHEN %(next_stage)s::text = 'done' THEN NOW() END
WHERE id = %(batch_id)s AND stage = %(stage)s AND finished_at IS NULL
    AND (%(begun)s OR not_before <= clock_timestamp() OR not_before > clock_timestamp() + INTERVAL '10 minutes')
RETURNING id, user_id, (SELECT role = 'admin' FROM users WHERE users.id = batches.user_id) AS is_admin, lane, request_id, deaths, attempts,
    (SELECT count(*) FROM uploads WHERE batch_id = batches.id AND status IN ('queued', 'processing')) AS size;

-- name: hold -- The same for what does not get further: the batch, if it is still there, locked until the commit.
SELECT id, user_id, (SELECT role = 'admin' FROM users WHERE users.id = batches.user_id) AS is_admin, lane, request_id, deaths, attempts,
    (SELECT count(*) FROM uploads WHERE batch_id = batches.id AND status IN ('queued', 'processing')) AS size
FROM batches
WHERE id = %(batch_id)s AND stage = %(stage)s AND finished_at IS NULL FOR UPDATE;

-- name: finish_if_ended -- End a batch that has no live upload left.
UPDATE batches SET stage = 'done', finished_at = NOW(), updated_at = NOW()
WHERE id = %(batch_id)s AND finished_at IS NULL
AND NOT EXISTS (SELECT FROM uploads WHERE batch_id = %(batch_id)s AND status IN ('queued', 'processing'));

-- name: put_off -- Try the stage again later.
UPDATE batches SET attempts = %(attempts)s, deaths = %(deaths)s, not_before = NOW() + %(seconds)s * INTERVAL '1 second', enqueued_at = NOW(),
    updated_at = NOW()
WHERE id = %(batch_id)s;

-- name: split -- Another batch for some of the uploads, at the same or an earlier stage.
INSERT INTO batches (id, root_id, user_id, lane, stage, request_id, enqueued_at, again, not_before)
SELECT %(new_id)s, root_id, user_id, lane, %(stage)s, request_id, NOW(), again, NOW() + %(seconds)s * INTERVAL '1 second'
FROM batches WHERE id = %(batch_id)s;

-- name: wake -- Batches in which an upload waited for one of this batch that is decided now.
-- One that is locked is being judged at this moment and will see it.
WITH woken AS (
    SELECT batches.id FROM batches WHERE finished_at IS NULL AND not_before > NOW() AND id IN (
        SELECT waiting.batch_id FROM uploads ended JOIN uploads waiting ON waiting.waits_for = ended.id
        WHERE ended.batch_id = %(batch_id)s AND (ended.version IS NOT NULL OR ended.status IN ('completed', 'duplicate', 'failed'))
        AND waiting.status IN ('queued', 'processing'))
    FOR UPDATE SKIP LOCKED
)
UPDATE batches SET not_before = NOW(), enqueued_at = NOW(), updated_at = NOW() FROM woken WHERE batches.id = woken.id
RETURNING batches.id, batches.stage, batches.lane;

-- name: due -- Batches that no process works on and that were pushed some time ago, the oldest first.
-- Times ahead of now come from a clock that was put back since.
SELECT id, stage, lane FROM batches
WHERE finished_at IS NULL AND (not_before <= NOW() OR not_before > NOW() + INTERVAL '10 minutes')
AND (enqueued_at IS NULL OR enqueued_at < NOW() - %(seconds)s * INTERVAL '1 second' OR enqueued_at > NOW()
    OR not_before > enqueued_at)
AND NOT EXISTS (SELECT FROM stage_runs WHERE batch_id = batches.id AND ended_at IS NULL)
ORDER BY created_at, id;

-- name: claim -- Say of due batches that they are pushed now; a second sweeper finds them claimed.
UPDATE batches SET enqueued_at = NOW(), not_before = LEAST(not_before, NOW()) WHERE id = ANY(%(batch_ids)s) AND finished_at IS NULL
AND (enqueued_at IS NULL OR enqueued_at < NOW() - %(seconds)s * INTERVAL '1 second' OR enqueued_at > NOW() OR not_before > enqueued_at)
RETURNING id, stage, lane;

-- name: cancel -- What has not begun of a request does not begin.
WITH stopped AS (
    UPDATE batches SET stage = 'done', finished_at = NOW(), updated_at = NOW()
    WHERE root_id = %(root_id)s AND stage = 'hash' AND finished_at IS NULL RETURNING id
)
UPDATE uploads SET status = 'failed', error_code = 'cancelled', error_message = 'Cancelled before it began.', updated_at = NOW()
FROM stopped WHERE uploads.batch_id = stopped.id AND uploads.status = 'queued'
RETURNING uploads.id;

-- name: owner -- Whose request it is.
SELECT user_id FROM batches WHERE id = %(root_id)s AND root_id = %(root_id)s;

-- name: forget -- Requests whose last batch ended long ago, but for those with a script in quarantine, some at a time.
DELETE FROM batches WHERE root_id IN (
    SELECT root_id FROM batches root WHERE id = root_id AND finished_at < NOW() - %(days)s * INTERVAL '1 day'
    AND NOT EXISTS (SELECT FROM batches part WHERE part.root_id = root.id
        AND (part.finished_at IS NULL OR part.finished_at >= NOW() - %(days)s * INTERVAL '1 day'))
    AND NOT EXISTS (SELECT FROM uploads JOIN quarantine ON quarantine.upload_id = uploads.id WHERE uploads.root_batch_id = root.id)
    ORDER BY finished_at LIMIT %(limit)s);
