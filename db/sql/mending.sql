-- What is kept twice, or follows from something else, and is not what it should be: `psscript doctor`. Queries that look give numbers of scripts, or of
-- uploads. Left out is what somebody works on, for stages write it when they are done, and what failed, for nobody will.

-- name: uploads_without_bytes -- Uploads under way whose bytes are gone.
SELECT id FROM uploads WHERE status IN ('queued', 'processing') AND NOT EXISTS (SELECT FROM upload_contents WHERE upload_id = uploads.id) ORDER BY seq;

-- name: uploads_stuck -- Uploads under way whose batch has ended.
SELECT uploads.id FROM uploads JOIN batches ON batches.id = uploads.batch_id
WHERE uploads.status IN ('queued', 'processing') AND batches.finished_at IS NOT NULL ORDER BY uploads.seq;

-- name: carry -- A batch for each of these uploads: from the start, or from where its version is judged.
INSERT INTO batches (id, root_id, user_id, lane, stage, request_id, enqueued_at)
SELECT carried.batch_id, uploads.root_batch_id, uploads.user_id, batches.lane,
    CASE WHEN uploads.version IS NULL OR uploads.script_id IS NULL THEN 'hash' ELSE 'analyze' END, batches.request_id, NOW()
FROM unnest(%(batch_ids)s::uuid[], %(ids)s::uuid[]) AS carried (batch_id, upload_id)
JOIN uploads ON uploads.id = carried.upload_id JOIN batches ON batches.id = uploads.batch_id
WHERE uploads.status IN ('queued', 'processing') AND batches.finished_at IS NOT NULL FOR UPDATE OF uploads
RETURNING id, stage, lane;

-- name: bytes_left_over -- Uploads that ended well and whose bytes are kept nevertheless.
SELECT uploads.id FROM uploads JOIN upload_contents ON upload_contents.upload_id = uploads.id WHERE uploads.status IN ('completed', 'duplicate') ORDER BY seq;

-- name: drop_bytes -- Nobody will look at them again.
DELETE FROM upload_contents USING uploads WHERE uploads.id = upload_id AND upload_id = ANY(%(ids)s) AND uploads.status IN ('completed', 'duplicate');

-- name: quarantine_wrong -- Entries of quarantine whose upload has not failed.
SELECT uploads.id FROM quarantine JOIN uploads ON uploads.id = quarantine.upload_id WHERE uploads.status <> 'failed' ORDER BY seq;

-- name: strike -- They are not in quarantine.
DELETE FROM quarantine USING uploads WHERE uploads.id = upload_id AND upload_id = ANY(%(ids)s) AND uploads.status <> 'failed';

-- name: bytes_wrong -- Scripts whose bytes, or those of a version, are not what their hashes say. Texts that are in UTF-8, or whose bytes are kept beside them.
SELECT id FROM scripts WHERE sha256 <> sha256(coalesce(raw, CASE encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(content, 'UTF8')))
    OR file_hash <> md5(coalesce(raw, CASE encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(content, 'UTF8')))
UNION SELECT script_id FROM script_versions
WHERE sha256 <> sha256(coalesce(raw, CASE encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(content, 'UTF8'))) ORDER BY 1;

-- name: mend_script_bytes -- From the version that they are kept as, where that is whole.
UPDATE scripts s SET content = v.content, encoding = v.encoding, raw = v.raw, sha256 = v.sha256, size = v.size
FROM script_versions v WHERE v.script_id = s.id AND v.version = s.version AND s.id = ANY(%(scripts)s)
    AND s.sha256 <> sha256(coalesce(s.raw, CASE s.encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(s.content, 'UTF8')))
    AND v.sha256 = sha256(coalesce(v.raw, CASE v.encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(v.content, 'UTF8')));

-- name: mend_version_bytes -- From the script, where that is whole.
UPDATE script_versions v SET content = s.content, encoding = s.encoding, raw = s.raw, sha256 = s.sha256, size = s.size
FROM scripts s WHERE v.script_id = s.id AND v.version = s.version AND s.id = ANY(%(scripts)s)
    AND v.sha256 <> sha256(coalesce(v.raw, CASE v.encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(v.content, 'UTF8')))
    AND s.sha256 = sha256(coalesce(s.raw, CASE s.encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(s.content, 'UTF8')));

-- name: mend_file_hashes -- MD5 of bytes whose SHA-256 is right.
UPDATE scripts SET file_hash = md5(coalesce(raw, CASE encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(content, 'UTF8')))
WHERE id = ANY(%(scripts)s)
    AND sha256 = sha256(coalesce(raw, CASE encoding WHEN 'utf-8' THEN ''::bytea WHEN 'utf-8-bom' THEN '\xefbbbf'::bytea END || convert_to(content, 'UTF8')));

-- name: versions_wrong -- Scripts whose versions are not counted from 1 to theirs.
SELECT s.id FROM scripts s LEFT JOIN script_versions v ON v.script_id = s.id
WHERE NOT EXISTS (SELECT FROM uploads u WHERE u.status IN ('queued', 'processing') AND (u.script_id = s.id OR u.user_id = s.user_id AND u.sha256 = s.sha256))
GROUP BY s.id HAVING count(v.id) <> s.version OR max(v.version) IS DISTINCT FROM s.version ORDER BY s.id;

-- name: mend_version_numbers -- The number of a script's last version, where none is missing and it has the script's bytes.
UPDATE scripts s SET version = last.version
FROM (SELECT script_id, max(version) AS version FROM script_versions WHERE script_id = ANY(%(scripts)s) GROUP BY script_id HAVING count(*) = max(version)) last
JOIN script_versions v ON v.script_id = last.script_id AND v.version = last.version
WHERE s.id = last.script_id AND v.sha256 = s.sha256;

-- name: mend_last_versions -- The last version is what the script says, where it alone is missing.
INSERT INTO script_versions (script_id, content, version, user_id, sha256, size, encoding, raw)
SELECT s.id, s.content, s.version, s.user_id, s.sha256, s.size, s.encoding, s.raw FROM scripts s
WHERE s.id = ANY(%(scripts)s) AND (SELECT count(*) = s.version - 1 AND coalesce(max(version), 0) = s.version - 1 FROM script_versions WHERE script_id = s.id)
ON CONFLICT DO NOTHING;

-- name: runs_wrong -- Scripts whose runs are counted otherwise than they are listed. A minute apart may be two runs that ended at once.
SELECT s.id FROM scripts s LEFT JOIN (
    SELECT script_id, count(*) AS number, avg(execution_time) AS average, max(coalesce(ended_at, created_at)) AS last FROM execution_logs
    WHERE status NOT IN ('queued', 'running') AND NOT (status = 'cancelled' AND reason IS NOT DISTINCT FROM 'execution_disabled') GROUP BY script_id
) told ON told.script_id = s.id
WHERE s.execution_count <> coalesce(told.number, 0) OR (s.average_execution_time IS NULL) <> (told.average IS NULL)
    OR abs(s.average_execution_time - told.average) > 1e-6 * (1 + abs(told.average))
    OR (s.last_executed_at IS NULL) <> (told.last IS NULL) OR abs(extract(epoch FROM s.last_executed_at - told.last)) > 60 ORDER BY s.id;

-- name: mend_runs -- They are counted anew.
UPDATE scripts s SET execution_count = told.number, average_execution_time = told.average, last_executed_at = told.last
FROM (SELECT asked.id, count(e.id) AS number, avg(e.execution_time) AS average, max(coalesce(e.ended_at, e.created_at)) AS last
    FROM unnest(%(scripts)s::integer[]) AS asked (id) LEFT JOIN execution_logs e ON e.script_id = asked.id AND e.status NOT IN ('queued', 'running')
        AND NOT (e.status = 'cancelled' AND e.reason IS NOT DISTINCT FROM 'execution_disabled') GROUP BY asked.id) told
WHERE s.id = told.id;

-- name: analyses_hidden -- Scripts that show no analysis of their version, or other scores, though the analysis is kept with the version.
SELECT s.id FROM scripts s JOIN script_versions v ON v.script_id = s.id AND v.version = s.version LEFT JOIN script_analysis a ON a.script_id = s.id
WHERE NOT EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND (u.status IN ('queued', 'processing') OR u.status = 'failed' AND u.version = s.version))
    AND CASE WHEN a.id IS NULL OR a.script_version < s.version THEN EXISTS (SELECT FROM version_analyses WHERE script_version_id = v.id)
        ELSE EXISTS (SELECT FROM version_analyses k CROSS JOIN LATERAL jsonb_to_record(k.result)
                AS said (security_score float, quality_score float, risk_score float, malice_score float, hygiene_score float)
            WHERE k.script_version_id = v.id AND k.analysis_version = a.analysis_version AND a.script_version = s.version
            AND (said.security_score, said.quality_score, said.risk_score, said.malice_score, said.hygiene_score)
                IS DISTINCT FROM (a.security_score, a.quality_score, a.risk_score, a.malice_score, a.hygiene_score)) END
ORDER BY s.id;

-- name: kept_analyses -- What is kept of their present versions: the analysis that was shown, else the newest.
SELECT s.id AS script_id, s.version, kept.result::text AS result
FROM scripts s JOIN script_versions v ON v.script_id = s.id AND v.version = s.version LEFT JOIN script_analysis a ON a.script_id = s.id
CROSS JOIN LATERAL (SELECT result FROM version_analyses WHERE script_version_id = v.id
    ORDER BY analysis_version IS NOT DISTINCT FROM a.analysis_version DESC, id DESC LIMIT 1) kept
WHERE s.id = ANY(%(scripts)s) ORDER BY s.id;

-- name: analyses_missing -- Scripts with whose version no analysis is kept, though its upload asked for one and ended well.
SELECT s.id FROM scripts s JOIN script_versions v ON v.script_id = s.id AND v.version = s.version
WHERE NOT EXISTS (SELECT FROM version_analyses WHERE script_version_id = v.id)
    AND EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND u.version = s.version AND u.wants_analysis AND u.status = 'completed')
    AND NOT EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND (u.status IN ('queued', 'processing') OR u.status = 'failed' AND u.version = s.version))
ORDER BY s.id;

-- name: owned -- Whose they are and how large, for going through the stages again; nobody deletes them until the commit.
SELECT id, user_id, size FROM scripts WHERE id = ANY(%(scripts)s) ORDER BY id FOR UPDATE;

-- name: rules_wrong -- Scripts for which more or fewer findings are counted than their analysis lists.
SELECT DISTINCT script_id FROM (
    SELECT a.script_id, issue ->> 'rule' AS rule, count(*)::integer AS findings FROM script_analysis a CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(a.security_issues) WHEN 'array' THEN a.security_issues ELSE '[]' END) issue
    WHERE issue ->> 'rule' IS NOT NULL GROUP BY 1, 2) told
FULL JOIN script_rules kept USING (script_id, rule) WHERE told.findings IS DISTINCT FROM kept.findings ORDER BY 1;

-- name: drop_rules -- Counts that are made anew.
DELETE FROM script_rules WHERE script_id = ANY(%(scripts)s);

-- name: mend_rules -- A trigger counts the findings of every analysis that is written.
UPDATE script_analysis SET script_id = script_id WHERE script_id = ANY(%(scripts)s);

-- name: terms_wrong -- Scripts that words do not find as they should: no terms of their version, or not all of them. What waits for the sweeper to be read again is left out.
SELECT s.id FROM scripts s JOIN script_versions v ON v.script_id = s.id AND v.version = s.version LEFT JOIN script_digests d ON d.script_id = s.id
LEFT JOIN (SELECT script_id, sum(weight::float) AS weight FROM script_terms GROUP BY script_id) t ON t.script_id = s.id
WHERE NOT EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND (u.status IN ('queued', 'processing') OR u.status = 'failed' AND u.version = s.version))
    AND s.embedding_unknown ->> 'code' IS DISTINCT FROM 'digest_failed'
    AND (d.script_id IS NULL OR d.digest_version = %(digest_version)s AND (d.script_version < s.version
        OR abs(coalesce(t.weight, 0) * (1 - %(b)s::float + %(b)s::float * d.length / %(ordinary)s::float) - d.length) > 0.001 * (1 + d.length)
        OR NOT EXISTS (SELECT FROM script_pairs WHERE script_id = s.id)))
ORDER BY s.id;

-- name: vectors_wrong -- Scripts that have neither a vector of the model that answers searches nor a reason for that, or both.
SELECT s.id FROM scripts s JOIN script_digests d ON d.script_id = s.id AND d.digest_version = %(digest_version)s
WHERE NOT EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND (u.status IN ('queued', 'processing') OR u.status = 'failed' AND u.version = s.version))
    AND (s.embedding_unknown IS NULL) <> EXISTS (SELECT FROM model_vectors e JOIN embedding_models m ON m.id = e.model_version
        WHERE m.state = 'active' AND e.script_id = s.id AND e.script_version >= s.version)
ORDER BY s.id;

-- name: drop_reasons -- Why these scripts had no vector, where they have one.
UPDATE scripts SET embedding_unknown = NULL WHERE id = ANY(%(scripts)s) AND embedding_unknown IS NOT NULL
    AND EXISTS (SELECT FROM model_vectors e JOIN embedding_models m ON m.id = e.model_version
        WHERE m.state = 'active' AND e.script_id = scripts.id AND e.script_version >= scripts.version)
RETURNING id;

-- name: signatures_wrong -- Scripts whose near copies are not found, for they have no signature of their version.
SELECT s.id FROM scripts s JOIN script_digests d ON d.script_id = s.id AND d.digest_version = %(digest_version)s
LEFT JOIN script_signatures n ON n.script_id = s.id
WHERE NOT EXISTS (SELECT FROM uploads u WHERE u.script_id = s.id AND (u.status IN ('queued', 'processing') OR u.status = 'failed' AND u.version = s.version))
    AND (n.script_id IS NULL OR n.script_version < s.version)
ORDER BY s.id;

-- name: read_again -- The sweeper puts these through stage embed, behind everything else, which writes terms, signature and vector.
INSERT INTO script_digests (script_id, script_version, digest_version, length)
SELECT id, 0, 0, 0 FROM scripts WHERE id = ANY(%(scripts)s) ORDER BY id
ON CONFLICT (script_id) DO UPDATE SET script_version = 0, digest_version = 0;
