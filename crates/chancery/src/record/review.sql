-- What version 3 of the schema added: reviews, and the index of words. A record of version 2 gets it when it is
-- opened. docs/record.md says what each column holds.

-- A claim that somebody reviewed, known by the words that tell it: it outlives coding the document again.
CREATE TABLE reviewed (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    sentence TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    coded TEXT NOT NULL,
    claim INTEGER REFERENCES claims (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX reviewed_by_document ON reviewed (document);
CREATE INDEX reviewed_by_claim ON reviewed (claim);

-- The audit: every verdict, in order; nothing is changed or deleted here.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    reviewed INTEGER NOT NULL REFERENCES reviewed (id),
    reviewer TEXT NOT NULL,
    at TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
    note TEXT,
    before TEXT,
    after TEXT
) STRICT;

CREATE INDEX reviews_by_reviewed ON reviews (reviewed);

CREATE INDEX citations_by_label ON citations (label);

CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'sentences', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER words_in AFTER INSERT ON sentences BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER words_out AFTER DELETE ON sentences BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER words_anew AFTER UPDATE OF text ON sentences BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
