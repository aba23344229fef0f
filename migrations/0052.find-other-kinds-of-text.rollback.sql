SET LOCAL lock_timeout = '5s';
DROP VIEW text_vectors, text_terms, text_digests;
DROP TABLE chat_vectors, chat_terms, chat_digests, documentation_vectors, documentation_terms, documentation_digests;
