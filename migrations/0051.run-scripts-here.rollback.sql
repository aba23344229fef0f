SET LOCAL lock_timeout = '5s';
DROP INDEX idx_execution_logs_output;
DROP INDEX idx_execution_logs_under_way;
UPDATE execution_logs SET status = CASE status WHEN 'queued' THEN 'cancelled' ELSE 'failure' END WHERE status IN ('queued', 'running', 'lost');
ALTER TABLE execution_logs
    DROP CONSTRAINT execution_logs_status_check,
    ADD CONSTRAINT execution_logs_status_check CHECK (status IN ('success', 'failure', 'timeout', 'cancelled')),
    DROP COLUMN version,
    DROP COLUMN exit_code,
    DROP COLUMN reason,
    DROP COLUMN output,
    DROP COLUMN output_truncated,
    DROP COLUMN enqueued_at,
    DROP COLUMN started_at,
    DROP COLUMN ended_at,
    DROP COLUMN worker;
