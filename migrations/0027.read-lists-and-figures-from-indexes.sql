-- Lists by score and figures read indexes alone at 100,000 scripts and more; which rules found how much in a script is counted when its analysis
-- is written, since reading all findings of all scripts takes seconds.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '10min';
DROP INDEX idx_scripts_visibility, idx_script_analysis_security, idx_script_analysis_quality, idx_script_analysis_risk;
CREATE INDEX idx_scripts_visibility ON scripts (is_public, user_id, id)
    INCLUDE (category_id, size, version, execution_count, created_at, updated_at);
CREATE INDEX idx_script_analysis_security ON script_analysis (security_score, script_id);
CREATE INDEX idx_script_analysis_quality ON script_analysis (quality_score, script_id);
CREATE INDEX idx_script_analysis_risk ON script_analysis (risk_score, script_id);
CREATE INDEX idx_script_analysis_scores ON script_analysis (script_id) INCLUDE (security_score, quality_score, risk_score);

CREATE TABLE script_rules (
    script_id INTEGER NOT NULL REFERENCES scripts (id) ON DELETE CASCADE,
    rule      TEXT NOT NULL,
    findings  INTEGER NOT NULL CHECK (findings > 0),
    PRIMARY KEY (script_id, rule) INCLUDE (findings)
);

-- Of the rows of one statement, however many there are.
CREATE FUNCTION count_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM script_rules USING changed WHERE script_rules.script_id = changed.script_id;
    END IF;
    INSERT INTO script_rules (script_id, rule, findings)
    SELECT changed.script_id, issue ->> 'rule', count(*)
    FROM changed CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(changed.security_issues) WHEN 'array' THEN changed.security_issues ELSE '[]' END) issue
    WHERE issue ->> 'rule' IS NOT NULL GROUP BY 1, 2;
    RETURN NULL;
END $$;
CREATE TRIGGER count_rules_of_new AFTER INSERT ON script_analysis REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rules();
CREATE TRIGGER count_rules_of_changed AFTER UPDATE ON script_analysis REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_rules();

INSERT INTO script_rules (script_id, rule, findings)
SELECT a.script_id, issue ->> 'rule', count(*)
FROM script_analysis a CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(a.security_issues) WHEN 'array' THEN a.security_issues ELSE '[]' END) issue
WHERE issue ->> 'rule' IS NOT NULL GROUP BY 1, 2;
