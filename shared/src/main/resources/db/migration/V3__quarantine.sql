-- Members that could not be migrated, each with its reason. A range's rows are stored before it is committed in the
-- graph; they count once its event is in the journal. The next attempt at a range replaces what the last one stored.
-- left_* name the range of a later pass that visited the member again: from then on only what that one says counts.

CREATE TABLE quarantine (
  migration     VARCHAR(255) COLLATE "C" NOT NULL,
  pass          INTEGER NOT NULL,
  shard         INTEGER NOT NULL,
  sequence      BIGINT NOT NULL,
  member        BIGINT NOT NULL,
  key           TEXT,
  step          TEXT NOT NULL,
  reason        TEXT NOT NULL,
  stored_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  left_pass     INTEGER,
  left_shard    INTEGER,
  left_sequence BIGINT,
  PRIMARY KEY (migration, pass, shard, sequence, member)
);

CREATE INDEX quarantine_member_idx ON quarantine (migration, member);

-- Who may store entries of a shard: a former owner that wakes up late may not.

CREATE TABLE quarantine_owner (
  migration VARCHAR(255) COLLATE "C" NOT NULL,
  pass      INTEGER NOT NULL,
  shard     INTEGER NOT NULL,
  epoch     BIGINT NOT NULL,
  PRIMARY KEY (migration, pass, shard)
);

-- A shard's last range whose event is in the journal: found by the primary key. Ranges are journaled in their order.

CREATE FUNCTION last_journaled(of_migration TEXT, of_pass INTEGER, of_shard INTEGER) RETURNS BIGINT
LANGUAGE sql STABLE AS $$
  SELECT COALESCE((
    SELECT (convert_from(event_payload, 'UTF8')::jsonb ->> 'sequence')::bigint
    FROM event_journal
    WHERE persistence_id = 'shard|' || of_migration || '/' || of_pass || '/' || of_shard
      AND event_ser_manifest = 'org.drover.shared.journal.ShardEvent$RangeFinished'
    ORDER BY sequence_number DESC LIMIT 1), 0)
$$;

-- Entries whose range is journaled; present is whether the member has not left since. The journal is asked once for each
-- shard, not once for each member.

CREATE VIEW quarantine_journaled AS
WITH journaled AS MATERIALIZED (
  SELECT migration, pass, shard, last_journaled(migration, pass, shard) AS sequence FROM quarantine_owner
)
SELECT q.*, NOT COALESCE(q.left_sequence <= l.sequence, FALSE) AS present
FROM quarantine q
JOIN journaled j ON j.migration = q.migration AND j.pass = q.pass AND j.shard = q.shard AND q.sequence <= j.sequence
LEFT JOIN journaled l ON l.migration = q.migration AND l.pass = q.left_pass AND l.shard = q.left_shard;
