"""The tables of the first system's documentation: every column, type, default, key, cascade and index of it is here.

Columns that were added since, and NOT NULL where the first system had a default, are no difference.
"""

import re

import pytest

from db.engine import Engine, reading
from db.records import TABLES, columns
from tests.statements import run

# table.column | type | constraints (PK, UNIQUE, NOT NULL, -> table ON DELETE) | default
DOCUMENT = """
users.id | integer | PK | serial
users.username | character varying(255) | UNIQUE NOT NULL
users.email | character varying(255) | UNIQUE NOT NULL
users.password_hash | character varying(255) | NOT NULL
users.role | character varying(50) | | 'user'
users.last_login_at | timestamp
users.login_attempts | integer | | 0
users.locked_until | timestamp
users.created_at | timestamp | | now()
users.updated_at | timestamp | | now()
scripts.id | integer | PK | serial
scripts.title | character varying(255) | NOT NULL
scripts.description | text
scripts.content | text | NOT NULL
scripts.user_id | integer | -> users CASCADE
scripts.category_id | integer | -> categories SET NULL
scripts.version | integer | | 1
scripts.is_public | boolean | | false
scripts.execution_count | integer | | 0
scripts.file_hash | character varying(255)
scripts.average_execution_time | double precision
scripts.last_executed_at | timestamp
scripts.created_at | timestamp | | now()
scripts.updated_at | timestamp | | now()
script_analysis.id | integer | PK | serial
script_analysis.script_id | integer | UNIQUE -> scripts CASCADE
script_analysis.purpose | text
script_analysis.security_score | double precision
script_analysis.quality_score | double precision
script_analysis.risk_score | double precision
script_analysis.parameter_docs | jsonb | | '{}'
script_analysis.suggestions | jsonb | | '[]'
script_analysis.command_details | jsonb | | '[]'
script_analysis.ms_docs_references | jsonb | | '[]'
script_analysis.security_issues | jsonb | | '[]'
script_analysis.best_practice_violations | jsonb | | '[]'
script_analysis.performance_insights | jsonb | | '[]'
script_analysis.potential_risks | jsonb | | '[]'
script_analysis.code_complexity_metrics | jsonb | | '{}'
script_analysis.compatibility_notes | jsonb | | '[]'
script_analysis.execution_summary | jsonb | | '{}'
script_analysis.analysis_version | character varying | | '1.0'
script_analysis.created_at | timestamp | | now()
script_analysis.updated_at | timestamp | | now()
script_embeddings.id | integer | PK | serial
script_embeddings.script_id | integer | UNIQUE -> scripts CASCADE
script_embeddings.embedding | vector(1536) | NOT NULL
script_embeddings.embedding_type | character varying(50) | | 'openai'
script_embeddings.model_version | character varying(50) | | 'text-embedding-ada-002'
script_embeddings.created_at | timestamp | | now()
script_embeddings.updated_at | timestamp | | now()
categories.id | integer | PK | serial
categories.name | character varying(255) | UNIQUE NOT NULL
categories.description | text
categories.created_at | timestamp | | now()
categories.updated_at | timestamp | | now()
tags.id | integer | PK | serial
tags.name | character varying(255) | UNIQUE NOT NULL
tags.created_at | timestamp | | now()
script_tags.script_id | integer | PK -> scripts CASCADE
script_tags.tag_id | integer | PK -> tags CASCADE
script_tags.created_at | timestamp | | now()
script_versions.id | integer | PK | serial
script_versions.script_id | integer | -> scripts CASCADE
script_versions.content | text | NOT NULL
script_versions.version | integer | NOT NULL
script_versions.user_id | integer | -> users SET NULL
script_versions.commit_message | text
script_versions.created_at | timestamp | | now()
execution_logs.id | integer | PK | serial
execution_logs.script_id | integer | -> scripts CASCADE
execution_logs.user_id | integer | -> users SET NULL
execution_logs.status | character varying(50) | NOT NULL
execution_logs.execution_time | double precision
execution_logs.parameters | jsonb | | '{}'
execution_logs.error_message | text
execution_logs.ip_address | character varying(45)
execution_logs.created_at | timestamp | | now()
chat_history.id | integer | PK | serial
chat_history.user_id | integer | -> users CASCADE
chat_history.messages | jsonb | NOT NULL
chat_history.response | text | NOT NULL
chat_history.embedding | vector(1536)
chat_history.created_at | timestamp | | now()
chat_history.updated_at | timestamp | | now()
documentation.id | integer | PK | serial
documentation.title | character varying(500) | NOT NULL
documentation.url | character varying(2048) | UNIQUE NOT NULL
documentation.content | text
documentation.summary | text
documentation.source | character varying(100) | | 'Microsoft Learn'
documentation.content_type | character varying(50) | | 'article'
documentation.category | character varying(100) | | 'General'
documentation.tags | jsonb | | '[]'
documentation.extracted_commands | jsonb | | '[]'
documentation.extracted_functions | jsonb | | '[]'
documentation.extracted_modules | jsonb | | '[]'
documentation.metadata | jsonb | | '{}'
documentation.crawled_at | timestamp | | now()
documentation.last_updated | timestamp
documentation.created_at | timestamp | | now()
documentation.updated_at | timestamp | | now()
"""

# index | table | columns. script_embeddings_idx is not among them: a command builds it when there is enough to train it on.
INDEXES = """
idx_scripts_category | scripts | category_id
idx_scripts_user | scripts | user_id
idx_scripts_file_hash | scripts | file_hash
idx_script_versions_script | script_versions | script_id
idx_script_analysis_script | script_analysis | script_id
idx_execution_logs_script | execution_logs | script_id
idx_execution_logs_user | execution_logs | user_id
idx_users_email | users | email
idx_users_username | users | username
idx_users_role | users | role
idx_users_email_password | users | email, password_hash
idx_users_locked_until | users | locked_until
idx_users_login_attempts | users | login_attempts
idx_users_last_login | users | last_login_at
idx_users_created_at | users | created_at
chat_history_user_id_idx | chat_history | user_id
chat_history_created_at_idx | chat_history | created_at
"""
CATEGORIES = [
    "Active Directory",
    "Automation & DevOps",
    "Backup & Recovery",
    "Cloud Management",
    "Data Management",
    "Monitoring & Diagnostics",
    "Network Management",
    "Security & Compliance",
    "System Administration",
    "Utilities & Helpers",
]
COLUMN = """
    SELECT format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, pg_get_expr(d.adbin, d.adrelid) AS default
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = %(table)s::regclass AND a.attname = %(column)s
"""
CONSTRAINTS = """
    SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.conrelid = %(table)s::regclass AND a.attname = %(column)s
"""


def _lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


@pytest.mark.parametrize("line", _lines(DOCUMENT), ids=lambda line: line[0])
def test_a_column_of_the_documentation_is_as_it_says(template_engine: Engine, line: list[str]) -> None:
    name, type, constraints, default = (*line, "", "")[:4]
    table, column = name.split(".")
    with reading(template_engine) as connection:
        found = run(connection, COLUMN, table=table, column=column).one()
        rules = run(connection, CONSTRAINTS, table=table, column=column).scalars().all()
    assert found.type == type.replace("timestamp", "timestamp without time zone")
    assert _plain(found.default) == default
    if "NOT NULL" in constraints.replace("SET NULL", "") or "PK" in constraints:
        assert found.not_null
    if "PK" in constraints:
        assert any(rule.startswith("PRIMARY KEY") for rule in rules)
    if "UNIQUE" in constraints:
        assert f"UNIQUE ({column})" in rules
    if reference := re.search(r"-> (\w+) (CASCADE|SET NULL)", constraints):
        assert f"FOREIGN KEY ({column}) REFERENCES {reference[1]}(id) ON DELETE {reference[2]}" in rules


def _plain(default: str | None) -> str:
    """A default without its casts."""
    bare = re.sub(r"::[a-z ]+$", "", default or "")
    return "serial" if bare.startswith("nextval(") else bare


@pytest.mark.parametrize("line", _lines(INDEXES), ids=lambda line: line[0])
def test_an_index_of_the_documentation_is_there(template_engine: Engine, line: list[str]) -> None:
    name, table, columns_of_it = line
    with reading(template_engine) as connection:
        found = run(connection, "SELECT indexdef FROM pg_indexes WHERE indexname = %(name)s", name=name).scalar_one()
    assert found == f"CREATE INDEX {name} ON public.{table} USING btree ({columns_of_it})"


def test_versions_are_unique_by_script_and_number(template_engine: Engine) -> None:
    with reading(template_engine) as connection:
        assert "UNIQUE (script_id, version)" in run(connection, CONSTRAINTS, table="script_versions", column="version").scalars().all()


@pytest.mark.parametrize("table", ["agent_state", "conversation_history", "tool_execution_results", "batches", "uploads"])
def test_the_other_tables_are_there(template_engine: Engine, table: str) -> None:
    with reading(template_engine) as connection:
        assert run(connection, "SELECT to_regclass(%(table)s) IS NOT NULL", table=table).scalar()


def test_ten_categories_are_there_from_the_start(template_engine: Engine) -> None:
    with reading(template_engine) as connection:
        assert run(connection, "SELECT name FROM categories ORDER BY name").scalars().all() == CATEGORIES


def test_no_account_ships(template_engine: Engine) -> None:
    with reading(template_engine) as connection:
        assert run(connection, "SELECT count(*) FROM users").scalar() == 0


def test_every_table_has_its_record_and_every_record_its_table(template_engine: Engine) -> None:
    with reading(template_engine) as connection:
        names = run(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^_?yoyo'").scalars().all()
    assert sorted(TABLES) == sorted(names)


@pytest.mark.parametrize("table", TABLES)
def test_a_record_has_its_tables_columns(template_engine: Engine, table: str) -> None:
    statement = """
        SELECT attname AS name, attnotnull AS not_null FROM pg_attribute
        WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
    """
    with reading(template_engine) as connection:
        found = run(connection, statement, table=table).all()
    assert columns(TABLES[table]) == [column.name for column in found]
    annotations = TABLES[table].__annotations__
    for column in found:
        may_be_none = type(None) in getattr(annotations[column.name], "__args__", ())
        assert may_be_none is not column.not_null, column.name
