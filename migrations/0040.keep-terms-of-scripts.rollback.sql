SET LOCAL lock_timeout = '5s';
DROP FUNCTION searched_scripts;
DROP TABLE script_terms;
DROP TABLE script_digests;
