-- The record's schema as version 2 had it; review.sql adds what version 3 has. docs/record.md says what each column
-- holds; a test compares the two.
-- Spans (start_char, end_char) count characters of documents.text from 0, end excluded, so that
-- substr(text, start_char + 1, end_char - start_char) gives the words.

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT,
    url TEXT,
    publisher TEXT,
    published TEXT,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    coder TEXT NOT NULL
) STRICT;

-- The footnotes of a document, by what stands in their marks.
CREATE TABLE notes (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    PRIMARY KEY (document, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    line INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (document, ordinal),
    CHECK (start_char <= end_char)
) STRICT;

CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT
) STRICT;

-- One actor for one name and country, over all documents. NULLs would count as different from each other.
CREATE UNIQUE INDEX actors_by_name ON actors (name, ifnull(country, ''));
CREATE INDEX actors_by_country ON actors (country);

CREATE TABLE sectors (
    actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
    sector TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (actor, sector)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT,
    date TEXT,
    from_day TEXT,
    to_day TEXT,
    CHECK (from_day <= to_day)
) STRICT;

CREATE INDEX events_by_day ON events (from_day, to_day);
CREATE INDEX events_by_type ON events (type, mode);

CREATE TABLE sides (
    event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'target')),
    country TEXT NOT NULL,
    PRIMARY KEY (event, role, country)
) STRICT, WITHOUT ROWID;

CREATE INDEX sides_by_country ON sides (country, role, event);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    sentence INTEGER NOT NULL REFERENCES sentences (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    status TEXT NOT NULL,
    sayer TEXT,
    cameo TEXT,
    goldstein REAL,
    object TEXT,
    place TEXT,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    explanation TEXT NOT NULL
) STRICT;

CREATE INDEX claims_by_event ON claims (event);
CREATE INDEX claims_by_sentence ON claims (sentence);

CREATE TABLE participants (
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('source', 'target')),
    rank INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (id),
    PRIMARY KEY (claim, role, rank)
) STRICT, WITHOUT ROWID;

CREATE INDEX participants_by_actor ON participants (actor);

CREATE TABLE contexts (
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (claim, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE amounts (
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    value REAL NOT NULL,
    unit TEXT,
    PRIMARY KEY (claim, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE citations (
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (claim, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    role TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    PRIMARY KEY (claim, rank),
    CHECK (start_char <= end_char)
) STRICT, WITHOUT ROWID;

-- One row a claim, flat, for reading and for SQL by hand. The lists are put in order by a subquery, for SQLite
-- before 3.44 does not know ORDER BY inside of group_concat and would not open the file at all.
CREATE VIEW timeline AS
SELECT
    events.id AS event,
    claims.id AS claim,
    documents.name AS document,
    sentences.line AS line,
    events.date AS date,
    events.from_day AS from_day,
    events.to_day AS to_day,
    (SELECT group_concat(country, ' ') FROM (
        SELECT country FROM sides WHERE event = events.id AND role = 'source' ORDER BY country
    )) AS source,
    (SELECT group_concat(country, ' ') FROM (
        SELECT country FROM sides WHERE event = events.id AND role = 'target' ORDER BY country
    )) AS target,
    (SELECT group_concat(name, '; ') FROM (
        SELECT name FROM participants JOIN actors ON actors.id = actor
        WHERE claim = claims.id AND role = 'source' ORDER BY rank
    )) AS source_actors,
    (SELECT group_concat(name, '; ') FROM (
        SELECT name FROM participants JOIN actors ON actors.id = actor
        WHERE claim = claims.id AND role = 'target' ORDER BY rank
    )) AS target_actors,
    events.type AS type,
    events.mode AS mode,
    claims.status AS status,
    (SELECT group_concat(context, ' ') FROM (
        SELECT context FROM contexts WHERE claim = claims.id ORDER BY rank
    )) AS contexts,
    claims.cameo AS cameo,
    claims.goldstein AS goldstein,
    claims.object AS object,
    (SELECT group_concat(printf('%.15g', value) || ifnull(' ' || unit, ''), '; ') FROM (
        SELECT value, unit FROM amounts WHERE claim = claims.id ORDER BY rank
    )) AS amount,
    claims.place AS place,
    claims.sayer AS sayer,
    (SELECT group_concat(label, '; ') FROM (
        SELECT label FROM citations WHERE claim = claims.id ORDER BY rank
    )) AS citations,
    claims.confidence AS confidence,
    sentences.text AS sentence
FROM claims
JOIN events ON events.id = claims.event
JOIN sentences ON sentences.id = claims.sentence
JOIN documents ON documents.id = sentences.document
ORDER BY events.from_day IS NULL, events.from_day, events.to_day, documents.id, sentences.ordinal, claims.ordinal;
