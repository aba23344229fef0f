-- name: settings -- The rules that the owners of a batch's scripts have chosen, as a settings file would say them; nobody who has chosen none.
SELECT user_id, settings -> 'analyzer' AS settings FROM user_settings
WHERE settings -> 'analyzer' IS NOT NULL AND user_id IN (
    SELECT scripts.user_id FROM uploads JOIN scripts ON scripts.id = uploads.script_id WHERE uploads.batch_id = %(batch_id)s);

-- name: wanted -- Versions that a batch made, whose they are, their bytes, and what this analyser under their owner's rules said of them already.
SELECT uploads.id, uploads.script_id, uploads.version, uploads.kind, uploads.filename, uploads.wants_analysis, script_versions.id AS version_id,
    scripts.user_id AS owner, scripts.is_public, scripts.to_publish, uploads.outcome, uploads.allow_secrets, upload_contents.content, known.result::text AS known
FROM uploads JOIN upload_contents ON upload_contents.upload_id = uploads.id JOIN scripts ON scripts.id = uploads.script_id
JOIN script_versions ON script_versions.script_id = uploads.script_id AND script_versions.version = uploads.version
LEFT JOIN unnest(%(owners)s::integer[], %(versions)s::text[]) AS chosen (user_id, version) ON chosen.user_id = scripts.user_id
LEFT JOIN version_analyses known
    ON known.script_version_id = script_versions.id AND known.analysis_version = coalesce(chosen.version, %(version)s)
WHERE uploads.batch_id = %(batch_id)s AND uploads.status = 'processing' ORDER BY uploads.seq;

-- name: keep -- Analyses by version of script and analyser.
INSERT INTO version_analyses (script_version_id, analysis_version, result)
SELECT script_versions.id, made.result ->> 'analysis_version', made.result
FROM jsonb_to_recordset(%(analyses)s::jsonb) AS made (version_id integer, result jsonb)
JOIN script_versions ON script_versions.id = made.version_id
ON CONFLICT (script_version_id, analysis_version) DO UPDATE SET result = EXCLUDED.result;

-- name: show -- The newest analysis of each script. One of an older version, which came late, changes nothing.
INSERT INTO script_analysis AS newest (script_id, script_version, purpose, security_score, quality_score, risk_score, parameter_docs, suggestions,
    security_issues, best_practice_violations, performance_insights, potential_risks, code_complexity_metrics, compatibility_notes,
    execution_summary, analysis_version, command_details, ms_docs_references, malice_score, hygiene_score, score_reasons, layers, notes,
    proposed_category, unknown)
SELECT scripts.id, made.script_version, said.purpose, said.security_score, said.quality_score, said.risk_score, said.parameter_docs,
    said.suggestions, said.security_issues, said.best_practice_violations, said.performance_insights, said.potential_risks,
    said.code_complexity_metrics, said.compatibility_notes, said.execution_summary, said.analysis_version, said.command_details,
    said.ms_docs_references, said.malice_score, said.hygiene_score, said.score_reasons, said.layers, said.notes, said.proposed_category, said.unknown
FROM jsonb_to_recordset(%(analyses)s::jsonb) AS made (script_id integer, script_version integer, result jsonb)
CROSS JOIN LATERAL jsonb_populate_record(NULL::script_analysis, made.result) AS said
JOIN scripts ON scripts.id = made.script_id
ORDER BY scripts.id
ON CONFLICT (script_id) DO UPDATE SET script_version = EXCLUDED.script_version, purpose = EXCLUDED.purpose,
    security_score = EXCLUDED.security_score, quality_score = EXCLUDED.quality_score, risk_score = EXCLUDED.risk_score,
    parameter_docs = EXCLUDED.parameter_docs, suggestions = EXCLUDED.suggestions, security_issues = EXCLUDED.security_issues,
    best_practice_violations = EXCLUDED.best_practice_violations, performance_insights = EXCLUDED.performance_insights,
    potential_risks = EXCLUDED.potential_risks, code_complexity_metrics = EXCLUDED.code_complexity_metrics,
    compatibility_notes = EXCLUDED.compatibility_notes, execution_summary = EXCLUDED.execution_summary,
    analysis_version = EXCLUDED.analysis_version, command_details = EXCLUDED.command_details, ms_docs_references = EXCLUDED.ms_docs_references,
    malice_score = EXCLUDED.malice_score, hygiene_score = EXCLUDED.hygiene_score, score_reasons = EXCLUDED.score_reasons,
    layers = EXCLUDED.layers, notes = EXCLUDED.notes, proposed_category = EXCLUDED.proposed_category, unknown = EXCLUDED.unknown,
    updated_at = NOW()
WHERE newest.script_version <= EXCLUDED.script_version;

-- name: categorize -- The proposed category, where the owner of a script gave none. One that was taken away does not come back without new bytes.
UPDATE scripts SET category_id = categories.id
FROM jsonb_to_recordset(%(analyses)s::jsonb) AS made (script_id integer, result jsonb)
JOIN categories ON categories.name = made.result #>> '{proposed_category,name}'
WHERE scripts.id = made.script_id AND scripts.category_id IS NULL
    AND EXISTS (SELECT FROM uploads WHERE uploads.script_id = scripts.id AND uploads.batch_id = %(batch_id)s AND uploads.outcome <> 'unchanged');
