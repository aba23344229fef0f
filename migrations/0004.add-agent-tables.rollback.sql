SET LOCAL lock_timeout = '5s';
DROP TABLE tool_execution_results, conversation_history, agent_state;
