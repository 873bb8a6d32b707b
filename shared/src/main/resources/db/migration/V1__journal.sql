-- Events, tags and snapshots: the tables that pekko-persistence-jdbc 1.1 reads and writes.
-- Ids compare by bytes (COLLATE "C"), so that all shards of a migration are one range of the primary key
-- whatever the database's own collation is.

CREATE TABLE event_journal (
  ordering           BIGSERIAL,
  persistence_id     VARCHAR(255) COLLATE "C" NOT NULL,
  sequence_number    BIGINT NOT NULL,
  deleted            BOOLEAN NOT NULL DEFAULT FALSE,
  writer             VARCHAR(255) NOT NULL,
  write_timestamp    BIGINT,
  adapter_manifest   VARCHAR(255),
  event_ser_id       INTEGER NOT NULL,
  event_ser_manifest VARCHAR(255) NOT NULL,
  event_payload      BYTEA NOT NULL,
  meta_ser_id        INTEGER,
  meta_ser_manifest  VARCHAR(255),
  meta_payload       BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);

CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering);

CREATE TABLE event_tag (
  event_id BIGINT,
  tag      VARCHAR(256),
  PRIMARY KEY (event_id, tag),
  FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
);

CREATE TABLE snapshot (
  persistence_id        VARCHAR(255) COLLATE "C" NOT NULL,
  sequence_number       BIGINT NOT NULL,
  created               BIGINT NOT NULL,
  snapshot_ser_id       INTEGER NOT NULL,
  snapshot_ser_manifest VARCHAR(255) NOT NULL,
  snapshot_payload      BYTEA NOT NULL,
  meta_ser_id           INTEGER,
  meta_ser_manifest     VARCHAR(255),
  meta_payload          BYTEA,
  PRIMARY KEY (persistence_id, sequence_number)
);

-- Ids listed at planning. A chunk holds the ids whose high bits are its number; its bitmap holds their low
-- bits, in RoaringBitmap's portable format.

CREATE TABLE id_set (
  name     VARCHAR(255) COLLATE "C" PRIMARY KEY,
  ids      BIGINT NOT NULL,
  stored_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE id_chunk (
  set_name VARCHAR(255) COLLATE "C" NOT NULL REFERENCES id_set (name) ON DELETE CASCADE,
  chunk    BIGINT NOT NULL,
  bitmap   BYTEA NOT NULL,
  PRIMARY KEY (set_name, chunk)
);

-- Who may decide after a network partition; expires by this database's clock.

CREATE TABLE lease (
  name       VARCHAR(255) COLLATE "C" PRIMARY KEY,
  owner      VARCHAR(255) NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);

-- Members that are up, by which one that starts finds the cluster; seen_at is a heartbeat.

CREATE TABLE member (
  address VARCHAR(255) COLLATE "C" PRIMARY KEY,
  seen_at TIMESTAMPTZ NOT NULL
);
