-- What numbers were when days ended. Made from the log, and made again from it where days are missing.
CREATE TABLE history_day (
    day   INTEGER PRIMARY KEY,                       -- days since 1970-01-01
    seq   INTEGER NOT NULL REFERENCES fact (seq),    -- the fact that ended it: another day began
    whole INTEGER NOT NULL                           -- 1: all units with all that is not zero; 0: what changed since the day kept before
) STRICT;
CREATE TABLE history (
    day   INTEGER NOT NULL REFERENCES history_day (day),
    unit  INTEGER NOT NULL,                          -- in the order in which units came into the tree, from 0
    cells BLOB    NOT NULL,                          -- columns of the catalogue with their values, postcard
    PRIMARY KEY (day, unit)
) STRICT, WITHOUT ROWID;

-- The aggregate as it stood when months began, so that a replay has little to fold.
CREATE TABLE month_checkpoint (
    day  INTEGER PRIMARY KEY,                        -- the day that began
    seq  INTEGER NOT NULL REFERENCES fact (seq),
    body BLOB    NOT NULL
) STRICT;
