-- What each command of a script is, and where it is documented.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
ALTER TABLE script_analysis
    ADD COLUMN command_details JSONB DEFAULT '[]',
    ADD COLUMN ms_docs_references JSONB DEFAULT '[]';
