"""A small library, made by SQL, for tests that call every route."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from db.engine import Engine

SCRIPT = """
WITH script AS (
    INSERT INTO scripts (title, content, user_id, category_id, is_public, file_hash, sha256, size, description)
    VALUES (%(title)s::text, %(content)s::text, %(owner)s, 1, %(public)s, md5(%(content)s::text),
        sha256(convert_to(%(content)s::text, 'UTF8')), length(%(content)s::text), %(title)s::text)
    RETURNING id
), version AS (
    INSERT INTO script_versions (script_id, content, version, user_id, sha256, size, commit_message)
    SELECT id, %(content)s::text, 1, %(owner)s, sha256(convert_to(%(content)s::text, 'UTF8')), length(%(content)s::text), %(title)s::text
    FROM script RETURNING id, script_id
), kept AS (
    INSERT INTO version_analyses (script_version_id, analysis_version, result) SELECT id, '0', '{}' FROM version
), analysis AS (
    INSERT INTO script_analysis (script_id, purpose, security_score) SELECT id, %(title)s::text, 50 FROM script
), tag AS (
    INSERT INTO tags (name) VALUES (%(tag)s) ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name RETURNING id
), tagged AS (
    INSERT INTO script_tags (script_id, tag_id) SELECT script.id, tag.id FROM script, tag
), log AS (
    INSERT INTO execution_logs (script_id, user_id, status, error_message) SELECT id, %(owner)s, 'failure', %(title)s::text FROM script
)
SELECT script.id, tag.id FROM script, tag
"""


@dataclass(frozen=True)
class World:
    engine: Engine
    owner: int
    batch: str = field(default_factory=lambda: str(uuid4()))
    upload: str = field(default_factory=lambda: str(uuid4()))

    def script(self, *, public: bool = False, title: str | None = None, content: str | None = None) -> int:
        return self.tagged(public=public, title=title, content=content)[0]

    def tagged(self, *, public: bool = False, title: str | None = None, content: str | None = None) -> tuple[int, int]:
        """A script of the owner, and the tag that it alone has."""
        name = title or secrets.token_hex(4)
        values = {"title": name, "content": content or f"# {name}", "owner": self.owner, "public": public, "tag": f"tag-{name}"}
        script_id, tag_id = self.one(SCRIPT, values)
        return int(str(script_id)), int(str(tag_id))

    def executed(self, *, public: bool = False) -> tuple[int, int]:
        """A script of the owner, and a run of it."""
        script_id = self.script(public=public)
        return script_id, self.number("SELECT id FROM execution_logs WHERE script_id = %s", script_id)

    def one(self, sql: str, values: dict[str, object] | tuple[object, ...] = ()) -> tuple[object, ...]:
        with self.engine.begin() as connection:
            return tuple(connection.exec_driver_sql(sql, values).one())

    def number(self, sql: str, *values: object) -> int:
        return int(str(self.one(sql, values)[0]))

    def user(self) -> int:
        name = secrets.token_hex(4)
        return self.number("INSERT INTO users (username, email, password_hash) VALUES (%s, %s, 'x') RETURNING id", name, f"{name}@example.org")

    def category(self) -> int:
        return self.number("INSERT INTO categories (name) VALUES (%s) RETURNING id", secrets.token_hex(4))

    def tag(self) -> int:
        return self.number("INSERT INTO tags (name) VALUES (%s) RETURNING id", secrets.token_hex(4))

    def token(self) -> int:
        return self.number(
            "INSERT INTO personal_tokens (user_id, name, token_hash) VALUES (%s, 'x', %s) RETURNING id", self.owner, secrets.token_bytes(8)
        )

    def webhook(self) -> int:
        return self.number(
            "INSERT INTO webhooks (user_id, url, events, secret) VALUES (%s, 'https://example.org', '{script.failed}', 'x') RETURNING id", self.owner
        )

    def quarantined(self) -> str:
        """An upload of the owner that killed its process."""
        made = self.one(
            "WITH batch AS (INSERT INTO batches (id, root_id, user_id, stage, finished_at) SELECT id, id, %s, 'done', NOW() "
            "FROM (SELECT gen_random_uuid() AS id) AS chosen RETURNING id, user_id), "
            "upload AS (INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size, status, error_code, error_message) "
            "SELECT gen_random_uuid(), id, id, user_id, 'killer.ps1', 'ps1', 1, 'failed', 'quarantined', 'It crashed.' FROM batch RETURNING id), "
            "content AS (INSERT INTO upload_contents (upload_id, content) SELECT id, 'x' FROM upload) "
            "INSERT INTO quarantine (upload_id, stage, reason, log) SELECT id, 'hash', 'It crashed.', 'signal 11' FROM upload RETURNING upload_id",
            (self.owner,),
        )
        return str(made[0])

    def request(self) -> None:
        """A batch with one upload, of the owner."""
        self.one(
            "WITH batch AS (INSERT INTO batches (id, root_id, user_id, stage) VALUES (%s, %s, %s, 'hash') RETURNING id, user_id), "
            "upload AS (INSERT INTO uploads (id, batch_id, root_batch_id, user_id, filename, kind, size) "
            "SELECT %s, id, id, user_id, 'private-name.ps1', 'ps1', 1 FROM batch) SELECT 1",
            (self.batch, self.batch, self.owner, self.upload),
        )


Path = Callable[[World], str]
