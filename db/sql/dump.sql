-- What a backup without pg_dump asks of the catalogue. yoyo's tables stay out: a restored database is made by the migrations themselves.

-- name: one_moment -- All that follows in this transaction is of one moment.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

-- name: tables -- Every table with its columns, without those that the database computes.
SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND left(c.relname, 5) NOT IN ('_yoyo', 'yoyo_')
GROUP BY c.relname ORDER BY c.relname;

-- name: references -- Which table refers to which other.
SELECT DISTINCT one.relname AS referring, other.relname AS referred FROM pg_constraint k
JOIN pg_class one ON one.oid = k.conrelid JOIN pg_class other ON other.oid = k.confrelid
WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conrelid <> k.confrelid;

-- name: sequences -- Where every sequence stands; NULL: never used.
SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename;

-- name: set_sequence -- Go on after this value.
SELECT setval(('public.' || quote_ident(%(name)s))::regclass, %(value)s);
