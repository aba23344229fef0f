-- A term weighs the less the longer its script is, once and for all: a search need not look up lengths. 150 is the length of an ordinary script
-- (pipeline.search.indexing), .1 and .9 are BM25's b.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '30min';
CREATE TABLE script_terms_by_length (
    term      TEXT COLLATE "C" NOT NULL,                  -- a stem, or `command:get-aduser` and the like, whose weight is 0
    script_id INTEGER NOT NULL,
    weight    REAL NOT NULL
);
INSERT INTO script_terms_by_length SELECT term, script_id, weight / (0.1 + 0.9 * length / 150) FROM script_terms JOIN script_digests USING (script_id) ORDER BY term, script_id;
DROP TABLE script_terms;
ALTER TABLE script_terms_by_length RENAME TO script_terms;
ALTER TABLE script_terms ADD PRIMARY KEY (term, script_id) INCLUDE (weight),
    ADD FOREIGN KEY (script_id) REFERENCES script_digests (script_id) ON DELETE CASCADE;
CREATE INDEX idx_script_terms_script ON script_terms (script_id);
-- Whether a viewer sees a script is answered by the index alone.
CREATE INDEX idx_scripts_seen ON scripts (id) INCLUDE (is_public, user_id);
