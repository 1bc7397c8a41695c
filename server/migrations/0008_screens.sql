-- Panels on walls and in stations that were paired. A credential is exchanged for another from time to time; the
-- next one counts from its first use on, the one before it goes only once the next is surely kept by the panel.
CREATE TABLE screen (
    id          INTEGER PRIMARY KEY,
    name        TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    role        TEXT    NOT NULL,                    -- wall, kiosk
    tags        TEXT    NOT NULL DEFAULT '[]',       -- JSON array
    model       TEXT    NOT NULL DEFAULT '',         -- as it calls itself
    address     TEXT    NOT NULL,                    -- where it was paired
    current     BLOB    NOT NULL UNIQUE,             -- SHA-256 of the credential, as the next ones
    issued_at   INTEGER NOT NULL,
    next        BLOB    UNIQUE,
    next_at     INTEGER,
    previous    BLOB    UNIQUE,
    paired_at   INTEGER NOT NULL,
    paired_by   TEXT    NOT NULL,
    seen_at     INTEGER,
    revoked_at  INTEGER
) STRICT;
CREATE INDEX screen_unit ON screen (unit);

-- What became of a screen: paired, up, down, cloned, changed, revoked.
CREATE TABLE screen_event (
    id     INTEGER PRIMARY KEY,
    screen INTEGER NOT NULL REFERENCES screen (id),
    at     INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    detail TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX screen_event_of ON screen_event (screen, at);
CREATE INDEX screen_event_at ON screen_event (at);

-- How screens show what they show: of a unit and all below, of those with a tag there, of one screen.
CREATE TABLE screen_setting (
    scope    TEXT NOT NULL PRIMARY KEY,              -- unit:CODE, tag:CODE:TAG, screen:ID
    settings TEXT NOT NULL                           -- JSON, what is not said there is inherited
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement (
    id           INTEGER PRIMARY KEY,
    unit         TEXT    NOT NULL,
    urgent       INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    issuer       TEXT    NOT NULL,
    help         TEXT    NOT NULL,
    begins_at    INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,                   -- a login, as the next ones
    approved_at  INTEGER,
    approved_by  TEXT,
    withdrawn_at INTEGER,
    withdrawn_by TEXT
) STRICT;
CREATE INDEX announcement_end ON announcement (ends_at);

-- Which screens had it on the glass, first when.
CREATE TABLE announcement_painted (
    announcement INTEGER NOT NULL REFERENCES announcement (id),
    screen       INTEGER NOT NULL REFERENCES screen (id),
    at           INTEGER NOT NULL,
    PRIMARY KEY (announcement, screen)
) STRICT, WITHOUT ROWID;
