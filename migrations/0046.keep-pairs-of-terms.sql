-- Which terms stand side by side in a script, as sorted numbers: scripts that say the words of a question together rank before those that have them apart.
-- Beside script_digests, whose rows are read by the thousand. Older scripts have none until the sweeper takes their digest anew.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE script_pairs (
    script_id INTEGER PRIMARY KEY REFERENCES script_digests (script_id) ON DELETE CASCADE,
    pairs     INTEGER[] NOT NULL                          -- of pipeline.embedding.digest
);
-- Scripts of a time before there were digests are read like those of an older release.
INSERT INTO script_digests (script_id, script_version, digest_version, length)
    SELECT id, 0, 0, 0 FROM scripts WHERE NOT EXISTS (SELECT FROM script_digests WHERE script_id = scripts.id);
CREATE INDEX idx_script_digests_version ON script_digests (digest_version, script_id);
