-- What `psscript bench pipeline` measures the insert stage beside, in a temporary library of its own.

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
