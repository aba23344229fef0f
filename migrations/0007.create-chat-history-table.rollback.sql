SET LOCAL lock_timeout = '5s';
DROP TABLE chat_history;
