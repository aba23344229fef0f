-- What `psscript bench soak` looks at over time.

-- name: figures -- Connections, and how much of the tables is dead rows.
SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections,
    (SELECT coalesce(sum(n_live_tup), 0) FROM pg_stat_user_tables)::bigint AS live_rows,
    (SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables)::bigint AS dead_rows,
    pg_database_size(current_database()) AS bytes;
