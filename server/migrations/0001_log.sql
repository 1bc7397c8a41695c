-- The log of facts is the truth; everything else can be made from it.
CREATE TABLE fact (
    seq  INTEGER PRIMARY KEY,
    id   TEXT    NOT NULL UNIQUE,
    at   INTEGER NOT NULL, -- milliseconds since 1970-01-01T00:00:00Z
    unit TEXT    NOT NULL,
    kind TEXT    NOT NULL,
    body TEXT    NOT NULL  -- what happened, as JSON
) STRICT;

-- Where each registry row stands now: the fact that holds it.
CREATE TABLE registry_row (
    registry TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    seq      INTEGER NOT NULL REFERENCES fact (seq),
    PRIMARY KEY (registry, key)
) STRICT, WITHOUT ROWID;

-- The aggregate as it stood after a fact, so that a start need not fold the whole log.
CREATE TABLE checkpoint (
    seq  INTEGER PRIMARY KEY,
    body BLOB    NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    hash       BLOB    PRIMARY KEY, -- SHA-256 of the token
    unit       TEXT    NOT NULL,    -- the token may send facts of this unit and those below it
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
