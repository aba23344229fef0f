SET LOCAL lock_timeout = '5s';
DROP TABLE documentation, execution_logs, script_tags, script_embeddings, script_analysis, script_versions, scripts, tags, categories, users;
