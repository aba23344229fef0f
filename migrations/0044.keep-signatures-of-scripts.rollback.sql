SET LOCAL lock_timeout = '5s';
DROP TABLE script_signatures;
