-- Who may do what. A role holds for a unit and all below it.
CREATE TABLE account (
    id           INTEGER PRIMARY KEY,
    login        TEXT    NOT NULL UNIQUE,            -- lower case
    title        TEXT    NOT NULL,                   -- the post, as others see it
    role         TEXT    NOT NULL,
    unit         TEXT    NOT NULL,
    password     TEXT    NOT NULL,                   -- Argon2id, PHC string
    must_change  INTEGER NOT NULL DEFAULT 1,         -- somebody else knows the password
    totp         BLOB,                               -- the shared secret of the second factor
    totp_step    INTEGER NOT NULL DEFAULT 0,         -- the last time step that was used: none twice
    disabled     INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL                    -- milliseconds since 1970-01-01T00:00:00Z, as all times
) STRICT;

-- A way in when the second factor is lost; each once.
CREATE TABLE recovery_code (
    account INTEGER NOT NULL REFERENCES account (id),
    hash    BLOB    NOT NULL,                        -- SHA-256
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id           INTEGER PRIMARY KEY,
    hash         BLOB    NOT NULL UNIQUE,            -- SHA-256 of the cookie
    account      INTEGER NOT NULL REFERENCES account (id),
    address      TEXT    NOT NULL,
    agent        TEXT    NOT NULL,                   -- the browser, as it calls itself
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL,                   -- when the password was last given
    idle_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);

ALTER TABLE token ADD COLUMN id INTEGER;
ALTER TABLE token ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN kinds TEXT;             -- JSON array of kinds of facts, all where null
ALTER TABLE token ADD COLUMN expires_at INTEGER;
ALTER TABLE token ADD COLUMN used_at INTEGER;
ALTER TABLE token ADD COLUMN revoked_at INTEGER;
UPDATE token SET id = (SELECT count(*) FROM token AS other WHERE other.hash <= token.hash);
CREATE UNIQUE INDEX token_id ON token (id);

-- Who did what to what, from where. Each entry's hash covers the one before: none can be changed or
-- taken out without a trace.
CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT    NOT NULL,
    address TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL,                        -- JSON
    hash    BLOB    NOT NULL
) STRICT;
CREATE INDEX audit_signed_in ON audit (actor, address) WHERE action = 'session.began';
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
