-- name: list -- A page of scripts in the order of a time, the title or the runs; conditions that a NULL or another order makes void cost nothing.
SELECT s.id, s.title, lower(s.title) AS sort_title, s.description, s.user_id, u.username, s.category_id, c.name AS category_name, s.version, s.is_public, s.file_hash,
    s.execution_count, s.average_execution_time, s.last_executed_at, s.created_at, s.updated_at, s.size, s.kind,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name), '[]')
        FROM script_tags st JOIN tags t ON t.id = st.tag_id WHERE st.script_id = s.id) AS tags,
    a.id IS NOT NULL AS analyzed, a.security_score, a.quality_score, a.risk_score
FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tag)s, %(is_public)s, %(min_security)s, %(max_risk)s,
    %(words)s) s
JOIN users u ON u.id = s.user_id LEFT JOIN categories c ON c.id = s.category_id LEFT JOIN script_analysis a ON a.script_id = s.id
WHERE %(after_id)s::integer IS NULL OR CASE %(sort)s::text
    WHEN 'updatedAt' THEN CASE WHEN %(descending)s THEN (s.updated_at, s.id) < (%(after_time)s::timestamp, %(after_id)s)
        ELSE (s.updated_at, s.id) > (%(after_time)s::timestamp, %(after_id)s) END
    WHEN 'createdAt' THEN CASE WHEN %(descending)s THEN (s.created_at, s.id) < (%(after_time)s::timestamp, %(after_id)s)
        ELSE (s.created_at, s.id) > (%(after_time)s::timestamp, %(after_id)s) END
    WHEN 'title' THEN CASE WHEN %(descending)s THEN (lower(s.title), s.id) < (%(after_text)s::text, %(after_id)s)
        ELSE (lower(s.title), s.id) > (%(after_text)s::text, %(after_id)s) END
    ELSE CASE WHEN %(descending)s THEN (s.execution_count, s.id) < (%(after_number)s::float::integer, %(after_id)s)
        ELSE (s.execution_count, s.id) > (%(after_number)s::float::integer, %(after_id)s) END
    END
ORDER BY
    CASE WHEN %(sort)s::text = 'updatedAt' AND %(descending)s THEN s.updated_at END DESC,
    CASE WHEN %(sort)s::text = 'updatedAt' AND NOT %(descending)s THEN s.updated_at END,
    CASE WHEN %(sort)s::text = 'createdAt' AND %(descending)s THEN s.created_at END DESC,
    CASE WHEN %(sort)s::text = 'createdAt' AND NOT %(descending)s THEN s.created_at END,
    CASE WHEN %(sort)s::text = 'title' AND %(descending)s THEN lower(s.title) END DESC,
    CASE WHEN %(sort)s::text = 'title' AND NOT %(descending)s THEN lower(s.title) END,
    CASE WHEN %(sort)s::text = 'executionCount' AND %(descending)s THEN s.execution_count END DESC,
    CASE WHEN %(sort)s::text = 'executionCount' AND NOT %(descending)s THEN s.execution_count END,
    CASE WHEN %(descending)s THEN s.id END DESC, CASE WHEN NOT %(descending)s THEN s.id END
LIMIT %(limit)s OFFSET %(offset)s;

-- name: list_by_score -- The same in the order of a score; scripts whose score is not known come last either way.
SELECT s.id, s.title, lower(s.title) AS sort_title, s.description, s.user_id, u.username, s.category_id, c.name AS category_name, s.version, s.is_public, s.file_hash,
    s.execution_count, s.average_execution_time, s.last_executed_at, s.created_at, s.updated_at, s.size, s.kind,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name), '[]')
        FROM script_tags st JOIN tags t ON t.id = st.tag_id WHERE st.script_id = s.id) AS tags,
    a.id IS NOT NULL AS analyzed, a.security_score, a.quality_score, a.risk_score
FROM (
    (SELECT s.id, x.score FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tag)s, %(is_public)s,
        %(min_security)s, %(max_risk)s, %(words)s) s
    JOIN (SELECT script_id, CASE %(sort)s::text WHEN 'securityScore' THEN security_score WHEN 'qualityScore' THEN quality_score
        ELSE risk_score END AS score FROM script_analysis) x ON x.script_id = s.id
    WHERE x.score IS NOT NULL AND (%(after_id)s::integer IS NULL OR CASE WHEN %(after_number)s::float IS NULL THEN false
        WHEN %(descending)s THEN x.score < %(after_number)s::float OR (x.score = %(after_number)s::float AND s.id < %(after_id)s)
        ELSE x.score > %(after_number)s::float OR (x.score = %(after_number)s::float AND s.id > %(after_id)s) END)
    ORDER BY CASE WHEN %(descending)s THEN x.score END DESC, CASE WHEN NOT %(descending)s THEN x.score END,
        CASE WHEN %(descending)s THEN s.id END DESC, CASE WHEN NOT %(descending)s THEN s.id END
    LIMIT %(limit)s + %(offset)s)
    UNION ALL
    (SELECT unknown.id, NULL FROM (
        (SELECT s.id FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tag)s, %(is_public)s,
            %(min_security)s, %(max_risk)s, %(words)s) s
        JOIN (SELECT script_id, CASE %(sort)s::text WHEN 'securityScore' THEN security_score WHEN 'qualityScore' THEN quality_score
            ELSE risk_score END AS score FROM script_analysis) x ON x.script_id = s.id
        WHERE x.score IS NULL AND (%(after_id)s::integer IS NULL OR %(after_number)s::float IS NOT NULL
            OR CASE WHEN %(descending)s THEN s.id < %(after_id)s ELSE s.id > %(after_id)s END)
        ORDER BY CASE WHEN %(descending)s THEN s.id END DESC, CASE WHEN NOT %(descending)s THEN s.id END
        LIMIT %(limit)s + %(offset)s)
        UNION ALL
        (SELECT s.id FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tag)s, %(is_public)s,
            %(min_security)s, %(max_risk)s, %(words)s) s
        WHERE NOT EXISTS (SELECT FROM script_analysis x WHERE x.script_id = s.id)
        AND (%(after_id)s::integer IS NULL OR %(after_number)s::float IS NOT NULL
            OR CASE WHEN %(descending)s THEN s.id < %(after_id)s ELSE s.id > %(after_id)s END)
        ORDER BY CASE WHEN %(descending)s THEN s.id END DESC, CASE WHEN NOT %(descending)s THEN s.id END
        LIMIT %(limit)s + %(offset)s)) unknown
    ORDER BY CASE WHEN %(descending)s THEN unknown.id END DESC, CASE WHEN NOT %(descending)s THEN unknown.id END
    LIMIT %(limit)s + %(offset)s)
    LIMIT %(limit)s OFFSET %(offset)s
) page
JOIN scripts s ON s.id = page.id JOIN users u ON u.id = s.user_id LEFT JOIN categories c ON c.id = s.category_id
LEFT JOIN script_analysis a ON a.script_id = s.id
ORDER BY CASE WHEN %(descending)s THEN page.score END DESC NULLS LAST, CASE WHEN NOT %(descending)s THEN page.score END,
    CASE WHEN %(descending)s THEN s.id END DESC, CASE WHEN NOT %(descending)s THEN s.id END;

-- name: count -- How many scripts a list has in all.
SELECT count(*) FROM listed_scripts(%(viewer)s, %(viewer_is_admin)s, %(category_id)s, %(user_id)s, %(tag)s, %(is_public)s, %(min_security)s,
    %(max_risk)s, %(words)s);

-- name: get -- One script with all that is shown of it.
SELECT s.id, s.title, s.description, s.content, s.user_id, u.username, s.category_id, c.name AS category_name, s.version, s.is_public,
    s.file_hash, s.execution_count, s.average_execution_time, s.last_executed_at, s.created_at, s.updated_at, s.size, s.kind, s.encoding,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name), '[]')
        FROM script_tags st JOIN tags t ON t.id = st.tag_id WHERE st.script_id = s.id) AS tags
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN users u ON u.id = s.user_id LEFT JOIN categories c ON c.id = s.category_id
WHERE s.id = %(script_id)s;

-- name: stamp -- Whether a viewer sees a script, and what an answer about it that was kept must match to be shown.
SELECT s.version, s.updated_at, s.execution_count, a.id AS analysis_id, a.updated_at AS analyzed_at
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s LEFT JOIN script_analysis a ON a.script_id = s.id
WHERE s.id = %(script_id)s;

-- name: analysis -- The newest analysis of a script that the viewer sees; a row of NULLs where there is none yet.
SELECT s.id AS script_id, a.id, a.purpose, a.security_score, a.quality_score, a.risk_score, a.malice_score, a.hygiene_score, a.parameter_docs,
    a.suggestions, a.command_details, a.ms_docs_references, a.security_issues, a.best_practice_violations, a.performance_insights,
    a.potential_risks, a.code_complexity_metrics, a.compatibility_notes, a.execution_summary, a.score_reasons, a.layers, a.notes,
    a.proposed_category, a.unknown, a.analysis_version, a.script_version, a.created_at, a.updated_at,
    (SELECT status FROM uploads WHERE uploads.script_id = s.id ORDER BY seq DESC LIMIT 1) AS upload_status
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s LEFT JOIN script_analysis a ON a.script_id = s.id
WHERE s.id = %(script_id)s;

-- name: file -- What a download needs of the current content.
SELECT s.title, s.kind, s.content, s.encoding, s.raw, s.sha256, s.updated_at,
    (SELECT source_path FROM script_sources WHERE script_id = s.id ORDER BY created_at LIMIT 1) AS source_path
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.id = %(script_id)s;

-- name: versions -- The history of a script, the newest first.
SELECT v.id, v.script_id, v.version, v.user_id, u.username, v.commit_message, v.created_at, v.size, v.encoding, v.sha256
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN script_versions v ON v.script_id = s.id LEFT JOIN users u ON u.id = v.user_id
WHERE s.id = %(script_id)s AND (%(before)s::integer IS NULL OR v.version < %(before)s)
ORDER BY v.version DESC LIMIT %(limit)s OFFSET %(offset)s;

-- name: version_count -- How many versions a script has; no row where the viewer does not see it.
SELECT (SELECT count(*) FROM script_versions v WHERE v.script_id = s.id)
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s WHERE s.id = %(script_id)s;

-- name: version -- One version with its content.
SELECT v.id, v.script_id, v.version, v.user_id, u.username, v.commit_message, v.created_at, v.size, v.encoding, v.sha256, v.content, v.raw,
    s.title, s.kind
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN script_versions v ON v.script_id = s.id LEFT JOIN users u ON u.id = v.user_id
WHERE s.id = %(script_id)s AND v.version = %(version)s;

-- name: version_pair -- Versions to be compared.
SELECT v.id, v.script_id, v.version, v.user_id, u.username, v.commit_message, v.created_at, v.size, v.encoding, v.sha256, v.content, v.raw,
    s.title, s.kind
FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN script_versions v ON v.script_id = s.id LEFT JOIN users u ON u.id = v.user_id
WHERE s.id = %(script_id)s AND v.version = ANY(%(versions)s);

-- name: version_analyses -- What is known of them, by the analyser that looked last.
SELECT v.version, newest.result FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) s
JOIN script_versions v ON v.script_id = s.id
JOIN LATERAL (SELECT result FROM version_analyses WHERE script_version_id = v.id ORDER BY id DESC LIMIT 1) newest ON true
WHERE s.id = %(script_id)s AND v.version = ANY(%(versions)s);
