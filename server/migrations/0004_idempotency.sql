-- What calls with an Idempotency-Key were answered, for a day: sent again, they get the same answer.
CREATE TABLE idempotency (
    caller  BLOB    NOT NULL,                        -- SHA-256 of the token or the session's cookie
    key     TEXT    NOT NULL,
    request BLOB    NOT NULL,                        -- SHA-256 of method, address and body
    status  INTEGER NOT NULL,
    kind    TEXT    NOT NULL,                        -- the body's type, empty where there is none
    body    BLOB    NOT NULL,
    at      INTEGER NOT NULL,                        -- milliseconds since 1970-01-01T00:00:00Z
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency (at);
