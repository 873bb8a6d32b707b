package org.drover.shared.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that is watched while a migration runs; it gives way before the threshold is met. */
public sealed interface Guard {

  /**
   * A foreground query of the operator's.
   *
   * @param query reads only
   * @param parameters of the query: text, whole numbers, decimal numbers, truths, or lists of them
   * @param percent by how much its p95 may exceed its own baseline
   */
  record Probe(String query, Map<String, Object> parameters, double percent) implements Guard {
    public Probe {
      parameters = Map.copyOf(parameters);
    }
  }

  /** The load of the database's machine, of all its processors. */
  record DatabaseCpu(double percent) implements Guard {}

  /** Transactions of others that run at the same time. */
  record Transactions(long max) implements Guard {}

  /** Transactions that wait for a lock. */
  record LockWaits(long max) implements Guard {}

  /** A query whose answer is one number. */
  record Prometheus(String url, String query, double max) implements Guard {}

  /**
   * An address that answers with one number, or with JSON.
   *
   * @param field the name of the number in a JSON object; null if the answer is the number
   */
  record Http(String url, @Nullable String field, double max) implements Guard {}
}
