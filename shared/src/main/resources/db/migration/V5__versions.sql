-- What was done to graphs, derived from the journal's events and from nothing else: to derive it again makes the same rows.

-- One row for each event of a migration, under the event's own number.
CREATE TABLE operation_log (
  migration VARCHAR(255) COLLATE "C" NOT NULL,
  sequence  BIGINT NOT NULL,
  operation VARCHAR(64) NOT NULL,
  author    TEXT,
  why       TEXT,
  detail    JSONB NOT NULL,
  at        TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (migration, sequence)
);

-- One row for each migration that reached its graph, as of the event with the highest number.
CREATE TABLE version_registry (
  migration  VARCHAR(255) COLLATE "C" PRIMARY KEY,
  sequence   BIGINT NOT NULL,
  version    VARCHAR(255) NOT NULL,
  graph      VARCHAR(255) NOT NULL,
  selection  TEXT NOT NULL,
  strategy   VARCHAR(32) NOT NULL,
  status     VARCHAR(32) NOT NULL,
  visited    BIGINT NOT NULL,
  changed    BIGINT NOT NULL,
  set_aside  BIGINT NOT NULL,
  before     VARCHAR(64),
  after      VARCHAR(64),
  validation VARCHAR(32) NOT NULL,
  level      VARCHAR(32),
  report     TEXT,
  retain     INTEGER,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX version_registry_selection ON version_registry (graph, selection, created_at);
