-- Rows by unit, for lists and exports; and since when each row stands, so that a table of an earlier
-- day does not overwrite what came later.
CREATE TABLE standing_row (
    registry TEXT    NOT NULL,
    key      TEXT    NOT NULL,
    seq      INTEGER NOT NULL REFERENCES fact (seq), -- the fact that holds the row
    unit     TEXT    NOT NULL,                       -- as that fact has it
    at       INTEGER NOT NULL,                       -- as that fact has it
    PRIMARY KEY (registry, key)
) STRICT, WITHOUT ROWID;
INSERT INTO standing_row (registry, key, seq, unit, at)
    SELECT r.registry, r.key, r.seq, f.unit, f.at
    FROM registry_row AS r JOIN fact AS f ON f.seq = r.seq
    ORDER BY r.registry, r.key;
DROP TABLE registry_row;
ALTER TABLE standing_row RENAME TO registry_row;
CREATE INDEX registry_row_unit ON registry_row (registry, unit);

-- Tables that were imported. The facts of one have ids that begin with `import/UID/`, those that took
-- it back with `undo/UID/`.
CREATE TABLE import (
    uid       TEXT    PRIMARY KEY,
    at        INTEGER NOT NULL,   -- when it was applied
    actor     TEXT    NOT NULL,
    unit      TEXT    NOT NULL,   -- the subtree that the table is of
    target    TEXT    NOT NULL,   -- a registry, or units
    file_name TEXT    NOT NULL,
    as_of     TEXT    NOT NULL,   -- the day that the table tells of, as YYYY-MM-DD
    state     TEXT    NOT NULL,   -- applying, applied, undoing, undone
    summary   TEXT    NOT NULL,   -- how many rows were new, changed …, as JSON
    undo      TEXT    NOT NULL    -- of units, the facts that take it back, as JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX import_at ON import (at);

-- Which column holds what in files of a shape, as the unit's clerk last said.
CREATE TABLE mapping (
    unit   TEXT NOT NULL,
    target TEXT NOT NULL,
    shape  TEXT NOT NULL,
    body   TEXT NOT NULL,         -- JSON
    PRIMARY KEY (unit, target, shape)
) STRICT, WITHOUT ROWID;
