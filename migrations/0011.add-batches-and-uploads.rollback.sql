SET LOCAL lock_timeout = '5s';
DROP TABLE processes, quarantine, stage_runs, upload_contents, uploads, batches;
