package org.drover.shared.spec;

/** What a cast converts to. */
public enum ValueType {
  INTEGER,
  FLOAT,
  STRING,
  BOOLEAN,
  DATE,
  DATETIME
}
