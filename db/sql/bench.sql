-- What `psscript bench` needs: a twin of the table of scripts beside which the insert stage is measured, and things to ask for when reading is.

-- name: make_twin -- An empty table like scripts, with its indexes and checks.
CREATE TABLE bench_twin (LIKE scripts INCLUDING ALL);

-- name: key_twin -- And its foreign keys.
ALTER TABLE bench_twin ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    ADD FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL;

-- name: copy_twin -- The floor: the same rows, with nothing around them.
COPY bench_twin (id, title, description, content, user_id, category_id, version, is_public, file_hash, sha256, size, kind, encoding, raw) FROM STDIN;

-- name: inserted -- The rows of a batch as the insert stage made them.
SELECT scripts.id, scripts.title, scripts.description, scripts.content, scripts.user_id, scripts.category_id, scripts.version, scripts.is_public,
    scripts.file_hash, scripts.sha256, scripts.size, scripts.kind, scripts.encoding, scripts.raw
FROM uploads JOIN scripts ON scripts.user_id = uploads.user_id AND scripts.sha256 = uploads.sha256 WHERE uploads.batch_id = %(batch_id)s ORDER BY scripts.id;

-- name: some_scripts -- Numbers of scripts that the viewer sees, any.
SELECT id FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) ORDER BY random() LIMIT %(number)s;

-- name: some_words -- Words of titles that the viewer sees.
SELECT DISTINCT lower(word) AS word FROM (SELECT title FROM visible_scripts(%(viewer)s, %(viewer_is_admin)s) ORDER BY random() LIMIT %(number)s) s
CROSS JOIN LATERAL regexp_split_to_table(s.title, '[^A-Za-z]+') word WHERE length(word) > 3 LIMIT %(number)s;

-- name: some_tags -- Tags, the commonest first.
SELECT t.name FROM tags t JOIN script_tags st ON st.tag_id = t.id GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT %(number)s;
