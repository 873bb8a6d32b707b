package org.drover.coordinator.governor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is watched for one pass of one migration. Nothing here blocks. */
public interface Signals extends AutoCloseable {

  /** Those of a pass without guards: there is nothing to watch, so nothing slows it. */
  Signals NONE =
      new Signals() {
        @Override
        public List<Reading> read(long now, Map<String, Double> thresholds) {
          return List.of();
        }

        @Override
        public Map<Integer, Double> baselines() {
          return Map.of();
        }

        @Override
        public @Nullable Measuring measuring() {
          return null;
        }

        @Override
        public void close() {}
      };

  /**
   * One reading of each signal; none of a probe whose baseline is not measured.
   *
   * @param thresholds of all guards, by their names, as they are now
   */
  List<Reading> read(long now, Map<String, Double> thresholds);

  /** The baselines of the probes that have one, in milliseconds, by their place in the spec. */
  Map<Integer, Double> baselines();

  /** How far the baselines are; null once every probe has its own, so that ranges may begin. */
  @Nullable Measuring measuring();

  /**
   * Baselines on their way.
   *
   * @param samples of all probes so far; as long as these grow, it goes on
   * @param failing whether a probe could not be asked the last time
   * @param text which probe, and how far it is or why it fails
   */
  record Measuring(long samples, boolean failing, String text) {}

  @Override
  void close();
}
