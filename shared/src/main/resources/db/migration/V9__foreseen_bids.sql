-- What a survey foresees under a constraint that allows each value only once: who gets a value (and its
-- hash), who has one of these values already, and who gives one up. All columns of bytes are longs, eight bytes each;
-- hashes are aligned with the ids before them. Removed when the migration is cleaned up.

CREATE TABLE foreseen_bid (
  migration VARCHAR(255) COLLATE "C" NOT NULL,
  pass      INTEGER NOT NULL,
  shard     INTEGER NOT NULL,
  sequence  BIGINT NOT NULL,
  label     TEXT NOT NULL,
  properties TEXT[] NOT NULL,
  bidders   BYTEA NOT NULL,
  sought    BYTEA NOT NULL,
  holders   BYTEA NOT NULL,
  held      BYTEA NOT NULL,
  leaving   BYTEA NOT NULL,
  PRIMARY KEY (migration, pass, shard, sequence, label, properties)
);

-- Hashes do not compress.
ALTER TABLE foreseen_bid ALTER COLUMN sought SET STORAGE EXTERNAL;
ALTER TABLE foreseen_bid ALTER COLUMN held SET STORAGE EXTERNAL;
