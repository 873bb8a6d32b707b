-- Each time somebody threw the kill switch or took it back; the last row says how it stands. Nothing is ever changed here.
CREATE TABLE kill_switch (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  thrown BOOLEAN NOT NULL,
  author TEXT NOT NULL,
  why    TEXT NOT NULL,
  at     TIMESTAMPTZ NOT NULL
);
