SET LOCAL lock_timeout = '5s';
DROP TABLE version_analyses;
ALTER TABLE script_analysis DROP COLUMN script_version, DROP COLUMN malice_score, DROP COLUMN hygiene_score, DROP COLUMN score_reasons,
    DROP COLUMN layers, DROP COLUMN notes, DROP COLUMN proposed_category, DROP COLUMN unknown;
DROP INDEX idx_script_analysis_security, idx_script_analysis_risk, idx_script_analysis_version;
