-- name: create -- An address to be told of events.
INSERT INTO webhooks (user_id, url, events, secret) VALUES (%(user_id)s, %(url)s, %(events)s, %(secret)s)
RETURNING id, url, events, created_at;

-- name: list -- A user's webhooks.
SELECT id, url, events, created_at FROM webhooks WHERE user_id = %(user_id)s ORDER BY id;

-- name: count -- How many a user has.
SELECT count(*) FROM webhooks WHERE user_id = %(user_id)s;

-- name: delete -- With what waits to be told.
DELETE FROM webhooks WHERE id = %(webhook_id)s AND user_id = %(user_id)s RETURNING id;

-- name: owned -- Whether a webhook is a user's.
SELECT EXISTS (SELECT FROM webhooks WHERE id = %(webhook_id)s AND user_id = %(user_id)s);

-- name: deliveries -- What a webhook was told, the newest first.
SELECT id, event, subject, payload, state, attempts, not_before, status, error, created_at, delivered_at FROM webhook_deliveries
WHERE webhook_id = %(webhook_id)s AND (%(before)s::bigint IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: delivery_count -- How many there are.
SELECT count(*) FROM webhook_deliveries WHERE webhook_id = %(webhook_id)s;

-- name: claim -- Deliveries that are due; nobody else takes them for a while.
UPDATE webhook_deliveries SET attempts = attempts + 1, not_before = NOW() + %(seconds)s * INTERVAL '1 second'
FROM webhooks WHERE webhooks.id = webhook_id AND webhook_deliveries.id IN (
    SELECT id FROM webhook_deliveries WHERE state = 'waiting' AND not_before <= NOW() ORDER BY not_before LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
RETURNING webhook_deliveries.id, event, payload, attempts, webhook_deliveries.created_at, url, secret;

-- name: delivered -- The receiver took it.
UPDATE webhook_deliveries SET state = 'delivered', delivered_at = NOW(), status = %(status)s, error = NULL WHERE id = %(delivery_id)s;

-- name: missed -- The receiver did not; it is tried again, or not any more.
UPDATE webhook_deliveries SET state = CASE WHEN %(give_up)s THEN 'failed' ELSE 'waiting' END, status = %(status)s, error = %(error)s,
    not_before = NOW() + %(seconds)s * INTERVAL '1 second'
WHERE id = %(delivery_id)s;

-- name: forget -- Deliveries that ended long ago.
DELETE FROM webhook_deliveries WHERE state <> 'waiting' AND created_at < NOW() - %(days)s * INTERVAL '1 day';
