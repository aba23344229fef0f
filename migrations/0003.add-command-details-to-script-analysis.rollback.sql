SET LOCAL lock_timeout = '5s';
ALTER TABLE script_analysis DROP COLUMN command_details, DROP COLUMN ms_docs_references;
