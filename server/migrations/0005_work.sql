-- What a fact is about: the id of the fact that opened it. So the history of a deployment, a log or a list
-- item is found without going through the log.
ALTER TABLE fact ADD COLUMN subject TEXT;
CREATE INDEX fact_subject ON fact (subject, seq) WHERE subject IS NOT NULL;

-- Files that go with acts, by the SHA-256 of their content.
CREATE TABLE attachment (
    hash    TEXT    PRIMARY KEY,
    body    BLOB    NOT NULL,
    size    INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account (id),
    at      INTEGER NOT NULL                         -- milliseconds since 1970-01-01T00:00:00Z
) STRICT, WITHOUT ROWID;

-- What somebody has begun to write and not sent.
CREATE TABLE draft (
    account INTEGER NOT NULL REFERENCES account (id),
    key     TEXT    NOT NULL,                        -- which form, of what
    body    TEXT    NOT NULL,                        -- its fields, as JSON
    at      INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
