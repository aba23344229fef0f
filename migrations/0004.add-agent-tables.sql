-- State, conversations and tool results of agents that work with the library.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
CREATE TABLE agent_state (
    id         SERIAL PRIMARY KEY,
    agent_id   VARCHAR(255) NOT NULL UNIQUE,
    user_id    INTEGER REFERENCES users (id) ON DELETE CASCADE,
    state      JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE TABLE conversation_history (
    id         SERIAL PRIMARY KEY,
    agent_id   VARCHAR(255) NOT NULL REFERENCES agent_state (agent_id) ON DELETE CASCADE,
    role       VARCHAR(50) NOT NULL,
    content    TEXT NOT NULL,
    metadata   JSONB DEFAULT '{}',
    created_at TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_conversation_history_agent ON conversation_history (agent_id, id);
CREATE TABLE tool_execution_results (
    id             SERIAL PRIMARY KEY,
    agent_id       VARCHAR(255) NOT NULL REFERENCES agent_state (agent_id) ON DELETE CASCADE,
    tool_name      VARCHAR(255) NOT NULL,
    parameters     JSONB DEFAULT '{}',
    result         JSONB,
    error_message  TEXT,
    execution_time FLOAT,
    created_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE INDEX idx_tool_execution_results_agent ON tool_execution_results (agent_id, id);
