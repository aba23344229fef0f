SET LOCAL lock_timeout = '5s';
DROP INDEX idx_script_digests_version;
DROP TABLE script_pairs;
