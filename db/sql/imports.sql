-- What an import asks.

-- name: workers -- How many processes that run stages of a lane were seen within so many seconds.
SELECT count(*) FROM processes WHERE kind = 'worker' AND detail ->> 'lane' = %(lane)s AND seen_at > NOW() - make_interval(secs => %(seconds)s);

-- name: found -- What the analysis found in some scripts, in figures.
SELECT script_id, security_score, quality_score, risk_score, jsonb_array_length(security_issues) AS issues,
       jsonb_array_length(best_practice_violations) AS violations, unknown
FROM script_analysis WHERE script_id = ANY(%(script_ids)s);
