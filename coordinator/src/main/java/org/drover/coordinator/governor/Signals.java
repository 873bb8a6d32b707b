package org.drover.coordinator.governor;

import java.util.List;
import java.util.Map;

/** What is watched for one pass of one migration. Nothing here blocks. */
public interface Signals extends AutoCloseable {

  /** Nothing to watch. */
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
        public boolean measured() {
          return true;
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

  /** Whether every probe has its baseline, so that ranges may begin. */
  boolean measured();

  @Override
  void close();
}
