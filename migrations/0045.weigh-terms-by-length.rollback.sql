SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '30min';
UPDATE script_terms SET weight = weight * (0.1 + 0.9 * length / 150) FROM script_digests WHERE script_digests.script_id = script_terms.script_id;
DROP INDEX idx_scripts_seen;
