-- name: usage -- How much there is and what happens with it, of all that the viewer sees.
SELECT count(*) AS scripts, count(*) FILTER (WHERE s.is_public) AS public, count(*) FILTER (WHERE s.user_id = %(viewer)s) AS own,
    coalesce(sum(s.size), 0)::bigint AS bytes, coalesce(sum(s.version), 0)::bigint AS versions,
    coalesce(sum(s.execution_count), 0)::bigint AS executions,
    count(*) FILTER (WHERE s.created_at >= NOW() - INTERVAL '30 days') AS created_in_30_days,
    count(*) FILTER (WHERE s.updated_at >= NOW() - INTERVAL '30 days') AS updated_in_30_days
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s;

-- name: activity -- New scripts by day, the last thirty days.
SELECT s.created_at::date AS day, count(*) AS scripts FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
WHERE s.created_at >= NOW() - INTERVAL '30 days' GROUP BY 1 ORDER BY 1;

-- name: most_executed -- What is run most.
SELECT s.id, s.title, s.execution_count, s.average_execution_time, s.last_executed_at
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.execution_count > 0 ORDER BY s.execution_count DESC, s.id DESC LIMIT 10;

-- name: executions -- Runs by how they ended: of own scripts, of all for administrators.
SELECT e.status, count(*) AS runs, avg(e.execution_time) AS average_time FROM execution_logs e
JOIN own_scripts(%(viewer)s, %(viewer_is_admin)s) s ON s.id = e.script_id GROUP BY e.status ORDER BY e.status;

-- name: security -- Averages and levels of what the viewer sees; scores that are not known count in neither.
SELECT avg(a.security_score) AS security, avg(a.quality_score) AS quality, avg(a.risk_score) AS risk,
    count(*) FILTER (WHERE a.security_score >= 80) AS high, count(*) FILTER (WHERE a.security_score >= 50 AND a.security_score < 80) AS medium,
    count(*) FILTER (WHERE a.security_score < 50) AS low, count(*) FILTER (WHERE a.security_score IS NULL) AS unknown, count(*) AS scripts
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s LEFT JOIN script_analysis a ON a.script_id = s.id;

-- name: findings -- The commonest findings, and in how many scripts each is.
SELECT found.rule, sum(found.findings)::bigint AS findings, count(*) AS scripts
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s JOIN script_rules found ON found.script_id = s.id
GROUP BY found.rule ORDER BY sum(found.findings) DESC, found.rule LIMIT 20;

-- name: categories -- Scripts and average scores by category; NULL: without one.
SELECT c.id, c.name, count(s.id) AS scripts, avg(a.security_score) AS security, avg(a.quality_score) AS quality, avg(a.risk_score) AS risk
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
LEFT JOIN categories c ON c.id = s.category_id LEFT JOIN script_analysis a ON a.script_id = s.id
GROUP BY c.id ORDER BY count(s.id) DESC, c.name;

-- name: throughput -- Uploads that ended, by hour, the last day.
SELECT date_trunc('hour', updated_at) AS hour, count(*) AS uploads, count(*) FILTER (WHERE status = 'failed') AS failed FROM uploads
WHERE status IN ('completed', 'duplicate', 'failed') AND updated_at >= NOW() - INTERVAL '1 day' GROUP BY 1 ORDER BY 1;

-- name: stages -- How long stages took, the last day, in milliseconds.
SELECT stage, count(*) AS runs, sum(size)::bigint AS uploads, count(*) FILTER (WHERE outcome IN ('failed', 'died', 'lost')) AS troubled,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(EPOCH FROM ended_at - started_at) * 1000) AS p50,
    percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(EPOCH FROM ended_at - started_at) * 1000) AS p95
FROM stage_runs WHERE ended_at IS NOT NULL AND started_at >= NOW() - INTERVAL '1 day' GROUP BY stage ORDER BY stage;
