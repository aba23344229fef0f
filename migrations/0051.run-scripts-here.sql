-- Where an operator allows it, scripts are run here, in a sandbox. Such a run is a row from the moment it is asked for; its end, the counts and the
-- averages are one transaction. A script runs once at a time.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE execution_logs
    DROP CONSTRAINT execution_logs_status_check,
    ADD CONSTRAINT execution_logs_status_check CHECK (status IN ('success', 'failure', 'timeout', 'cancelled', 'queued', 'running', 'lost')),
    ADD COLUMN version          INTEGER,      -- of the script; this and all below: of a run here
    ADD COLUMN exit_code        INTEGER,
    ADD COLUMN reason           VARCHAR(50),  -- a code for how it ended, where that was no success
    ADD COLUMN output           TEXT,         -- without what looked like a secret
    ADD COLUMN output_truncated BOOLEAN,
    ADD COLUMN enqueued_at      TIMESTAMP,
    ADD COLUMN started_at       TIMESTAMP,
    ADD COLUMN ended_at         TIMESTAMP,
    ADD COLUMN worker           TEXT;
CREATE UNIQUE INDEX idx_execution_logs_under_way ON execution_logs (script_id) WHERE status IN ('queued', 'running');
CREATE INDEX idx_execution_logs_output ON execution_logs (ended_at) WHERE output IS NOT NULL;
