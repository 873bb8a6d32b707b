-- What ranges replaced, for a rollback. An attempt's row counts only if the shard's fence says that its range was
-- committed; of several attempts at one range the one with the highest epoch counts.

CREATE TABLE undo_record (
  migration VARCHAR(255) COLLATE "C" NOT NULL,
  pass      INTEGER NOT NULL,
  shard     INTEGER NOT NULL,
  sequence  BIGINT NOT NULL,
  epoch     BIGINT NOT NULL,
  chain     BYTEA NOT NULL,
  image     BYTEA NOT NULL,
  stored_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (migration, pass, shard, sequence, epoch)
);

-- Images are compressed already.
ALTER TABLE undo_record ALTER COLUMN image SET STORAGE EXTERNAL;
