SET LOCAL lock_timeout = '5s';
DROP INDEX idx_script_analysis_quality, idx_scripts_executions, idx_scripts_title, idx_scripts_created, idx_scripts_words;
DROP FUNCTION listed_scripts(INTEGER, BOOLEAN, INTEGER, INTEGER, TEXT, BOOLEAN, FLOAT, FLOAT, TEXT), script_words(TEXT, TEXT);
