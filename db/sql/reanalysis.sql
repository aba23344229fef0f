-- Analyses that another analyser made, or other rules of the owner's, are made again in the background. What an owner wants is given in two
-- arrays, `owners` and `versions`; everybody else wants `version`.

-- name: owners -- Owners who have chosen rules of their own.
SELECT user_id, settings -> 'analyzer' AS settings FROM user_settings WHERE settings -> 'analyzer' IS NOT NULL ORDER BY user_id;

-- name: load -- Scripts that are being analysed again, and whether other work of the same lane is there, which goes first.
SELECT (SELECT count(*) FROM batches JOIN uploads ON uploads.batch_id = batches.id AND uploads.status IN ('queued', 'processing')
        WHERE batches.again AND batches.finished_at IS NULL) AS again,
    EXISTS (SELECT FROM batches WHERE finished_at IS NULL AND lane = 'bulk' AND NOT again) AS others;

-- name: outdated -- Scripts behind `after` whose analysis is not what their owner would get today, and that were not put in again for it yet.
SELECT scripts.id, scripts.user_id, scripts.size, coalesce(chosen.version, %(version)s) AS wanted
FROM script_analysis JOIN scripts ON scripts.id = script_analysis.script_id AND scripts.version = script_analysis.script_version
LEFT JOIN unnest(%(owners)s::integer[], %(versions)s::text[]) AS chosen (user_id, version) ON chosen.user_id = scripts.user_id
WHERE script_analysis.script_id > %(after)s AND script_analysis.analysis_version <> coalesce(chosen.version, %(version)s)
    AND script_analysis.tried_version IS DISTINCT FROM coalesce(chosen.version, %(version)s)
ORDER BY script_analysis.script_id LIMIT %(limit)s FOR UPDATE OF script_analysis, scripts SKIP LOCKED;

-- name: count -- How many of them wait, how many are under way, and how many could not be analysed by this analyser.
SELECT count(*) FILTER (WHERE NOT tried) AS waiting, count(*) FILTER (WHERE tried AND busy) AS under_way,
    count(*) FILTER (WHERE tried AND NOT busy) AS given_up
FROM (
    SELECT script_analysis.tried_version IS NOT DISTINCT FROM coalesce(chosen.version, %(version)s) AS tried,
        EXISTS (SELECT FROM uploads WHERE uploads.script_id = scripts.id AND uploads.status IN ('queued', 'processing')) AS busy
    FROM script_analysis JOIN scripts ON scripts.id = script_analysis.script_id AND scripts.version = script_analysis.script_version
    LEFT JOIN unnest(%(owners)s::integer[], %(versions)s::text[]) AS chosen (user_id, version) ON chosen.user_id = scripts.user_id
    WHERE script_analysis.analysis_version <> coalesce(chosen.version, %(version)s)
) found;

-- name: contents -- Their texts, in the order of the ids.
SELECT content, encoding, raw FROM scripts WHERE id = ANY(%(script_ids)s) ORDER BY id;

-- name: tried -- They are put in again now, for these versions of the analyser.
UPDATE script_analysis SET tried_version = tried.version FROM unnest(%(script_ids)s::integer[], %(wanted)s::text[]) AS tried (script_id, version)
WHERE script_analysis.script_id = tried.script_id;

-- name: enter_batch -- A batch of one owner's scripts, at the stage that analyses.
INSERT INTO batches (id, root_id, user_id, lane, stage, enqueued_at, again) VALUES (%(batch_id)s, %(batch_id)s, %(user_id)s, 'bulk', %(stage)s, NOW(), true);

-- name: enter -- Its uploads, one a script, for the versions that the scripts have now.
INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, file_hash, sha256, encoding, status, outcome, script_id, version)
SELECT entered.id, %(batch_id)s, %(batch_id)s, scripts.user_id, file_name_of(scripts), kind, size, file_hash, sha256, encoding, 'processing', 'unchanged',
    scripts.id, version
FROM unnest(%(ids)s::uuid[], %(script_ids)s::integer[]) AS entered (id, script_id) JOIN scripts ON scripts.id = entered.script_id
ORDER BY scripts.id;

-- name: let_go -- Such batches that are done, but for those with a script in quarantine.
DELETE FROM batches WHERE again AND finished_at IS NOT NULL
AND NOT EXISTS (SELECT FROM uploads JOIN quarantine ON quarantine.upload_id = uploads.id WHERE uploads.batch_id = batches.id);
