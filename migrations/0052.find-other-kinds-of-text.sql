-- Terms and vectors of documentation and of chats, and of every kind of text at once. What is of scripts stays where it is, as it is: no row grows, no plan
-- changes, and searches of scripts, which read the tables of scripts alone, cannot see another kind. A column `kind` would be a part of every posting.
-- Text of the same number is of different kinds; what is deleted leaves nothing behind.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';

CREATE TABLE documentation_digests (
    documentation_id INTEGER PRIMARY KEY REFERENCES documentation (id) ON DELETE CASCADE,
    digest_version   INTEGER NOT NULL,
    length           REAL NOT NULL,                       -- sum of the weights
    updated_at       TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE TABLE documentation_terms (
    term             TEXT COLLATE "C" NOT NULL,
    documentation_id INTEGER NOT NULL REFERENCES documentation_digests (documentation_id) ON DELETE CASCADE,
    weight           REAL NOT NULL,
    PRIMARY KEY (term, documentation_id) INCLUDE (weight)
);
CREATE INDEX idx_documentation_terms_documentation ON documentation_terms (documentation_id);
-- Of several models side by side: there is no table of candidates for a switch.
CREATE TABLE documentation_vectors (
    documentation_id INTEGER NOT NULL REFERENCES documentation (id) ON DELETE CASCADE,
    model_version    VARCHAR(50) NOT NULL REFERENCES embedding_models (id) ON DELETE CASCADE,
    embedding        VECTOR(1536) NOT NULL,
    sparse           SPARSEVEC(1536) GENERATED ALWAYS AS (CASE WHEN starts_with(model_version, 'hashed:') THEN embedding::sparsevec(1536) END) STORED,
    created_at       TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (documentation_id, model_version)
);
ALTER TABLE documentation_vectors ALTER COLUMN embedding SET STORAGE MAIN;

CREATE TABLE chat_digests (
    chat_id        INTEGER PRIMARY KEY REFERENCES chat_history (id) ON DELETE CASCADE,
    digest_version INTEGER NOT NULL,
    length         REAL NOT NULL,
    updated_at     TIMESTAMP NOT NULL DEFAULT NOW()
);
CREATE TABLE chat_terms (
    term    TEXT COLLATE "C" NOT NULL,
    chat_id INTEGER NOT NULL REFERENCES chat_digests (chat_id) ON DELETE CASCADE,
    weight  REAL NOT NULL,
    PRIMARY KEY (term, chat_id) INCLUDE (weight)
);
CREATE INDEX idx_chat_terms_chat ON chat_terms (chat_id);
CREATE TABLE chat_vectors (
    chat_id       INTEGER NOT NULL REFERENCES chat_history (id) ON DELETE CASCADE,
    model_version VARCHAR(50) NOT NULL REFERENCES embedding_models (id) ON DELETE CASCADE,
    embedding     VECTOR(1536) NOT NULL,
    sparse        SPARSEVEC(1536) GENERATED ALWAYS AS (CASE WHEN starts_with(model_version, 'hashed:') THEN embedding::sparsevec(1536) END) STORED,
    created_at    TIMESTAMP NOT NULL DEFAULT NOW(),
    PRIMARY KEY (chat_id, model_version)
);
ALTER TABLE chat_vectors ALTER COLUMN embedding SET STORAGE MAIN;

-- Whoever names the kind reads its table and no other. None of these says who may see a text: that is asked beside it, by what the kind has for that
-- (visible_scripts; chat_history.user_id).
CREATE VIEW text_digests AS
    SELECT 'script' AS kind, script_id AS text_id, digest_version, length, updated_at FROM script_digests
    UNION ALL SELECT 'documentation', documentation_id, digest_version, length, updated_at FROM documentation_digests
    UNION ALL SELECT 'chat', chat_id, digest_version, length, updated_at FROM chat_digests;
CREATE VIEW text_terms AS
    SELECT 'script' AS kind, script_id AS text_id, term, weight FROM script_terms
    UNION ALL SELECT 'documentation', documentation_id, term, weight FROM documentation_terms
    UNION ALL SELECT 'chat', chat_id, term, weight FROM chat_terms;
-- Of scripts also while they move from one model to another.
CREATE VIEW text_vectors AS
    SELECT 'script' AS kind, script_id AS text_id, model_version, embedding, sparse FROM model_vectors
    UNION ALL SELECT 'documentation', documentation_id, model_version, embedding, sparse FROM documentation_vectors
    UNION ALL SELECT 'chat', chat_id, model_version, embedding, sparse FROM chat_vectors;
