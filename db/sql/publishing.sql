-- name: publish -- Scripts that were to be public and may be, if nothing came in between.
UPDATE scripts SET is_public = true, to_publish = false, updated_at = NOW()
FROM unnest(%(script_ids)s::integer[], %(versions)s::integer[]) AS judged (script_id, version)
WHERE scripts.id = judged.script_id AND scripts.version = judged.version AND scripts.to_publish RETURNING scripts.id;

-- name: withhold -- Scripts that hold a secret nobody agreed to publish.
UPDATE scripts SET is_public = false, to_publish = false, updated_at = NOW()
FROM unnest(%(script_ids)s::integer[], %(versions)s::integer[]) AS judged (script_id, version), scripts AS before
WHERE scripts.id = judged.script_id AND scripts.version = judged.version AND before.id = scripts.id AND (scripts.is_public OR scripts.to_publish)
RETURNING scripts.id, before.is_public AS was_public;

-- name: standing -- One of the caller's scripts before its content is changed, and what is known of the content that it has.
SELECT scripts.is_public, scripts.kind, file_name_of(scripts) AS filename, script_analysis.security_issues
FROM scripts LEFT JOIN script_analysis ON script_analysis.script_id = scripts.id AND script_analysis.script_version = scripts.version
WHERE scripts.id = %(script_id)s AND scripts.id IN (SELECT own.id FROM own_scripts(%(viewer)s, %(viewer_is_admin)s) own);

-- name: to_judge -- What is known of every version of scripts that are to be public: whoever sees a script sees its history. NULL: not analysed.
SELECT scripts.id, scripts.kind, script_versions.version, script_versions.version = scripts.version AS current,
    newest.result -> 'security_issues' AS issues
FROM scripts JOIN script_versions ON script_versions.script_id = scripts.id
LEFT JOIN LATERAL (SELECT result FROM version_analyses WHERE script_version_id = script_versions.id ORDER BY id DESC LIMIT 1) AS newest ON true
WHERE scripts.id = ANY(%(script_ids)s) ORDER BY scripts.id, script_versions.version DESC;
