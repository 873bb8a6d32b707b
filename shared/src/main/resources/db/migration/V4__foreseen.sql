-- Hashes of the values that a survey saw coming for properties that must not be shared: ids and hashes are longs, eight
-- bytes each, aligned with each other. Removed when the migration is cleaned up.

CREATE TABLE foreseen_key (
  migration VARCHAR(255) COLLATE "C" NOT NULL,
  pass      INTEGER NOT NULL,
  shard     INTEGER NOT NULL,
  sequence  BIGINT NOT NULL,
  property  TEXT NOT NULL,
  ids       BYTEA NOT NULL,
  hashes    BYTEA NOT NULL,
  PRIMARY KEY (migration, pass, shard, sequence, property)
);

-- Hashes do not compress.
ALTER TABLE foreseen_key ALTER COLUMN hashes SET STORAGE EXTERNAL;
