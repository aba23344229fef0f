SET LOCAL lock_timeout = '5s';
DROP INDEX idx_scripts_visibility;
DROP FUNCTION own_scripts(INTEGER, BOOLEAN), visible_scripts(INTEGER, BOOLEAN);
