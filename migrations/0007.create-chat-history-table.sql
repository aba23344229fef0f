-- Questions asked of the library, and their answers.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE chat_history (
    id         SERIAL PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    messages   JSONB NOT NULL,
    response   TEXT NOT NULL,
    embedding  VECTOR(1536),
    created_at TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX chat_history_user_id_idx ON chat_history (user_id);
CREATE INDEX chat_history_created_at_idx ON chat_history (created_at);
