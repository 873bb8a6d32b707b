package org.drover.bench.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.drover.bench.contender.Contender;
import org.drover.bench.graph.Job;
import org.drover.bench.measure.Sample;

/** Figures of contenders that never ran. */
final class Rounds {

  static final long NODES = 1_000_000;

  private static final Map<String, Contender.Role> ROLES =
      Map.of(
          "drover", Contender.Role.DROVER,
          "droverLive", Contender.Role.DROVER,
          "droverDigest", Contender.Role.PART,
          "droverUndo", Contender.Role.PART,
          "fenced", Contender.Role.PART,
          "unfenced", Contender.Role.PART,
          "journaled", Contender.Role.PART,
          "apocSerial", Contender.Role.PEER,
          "callInTransactions", Contender.Role.PEER,
          "coreApi", Contender.Role.LIMIT);

  private Rounds() {}

  /** A contender that took so many seconds in each of its rounds; planning is a tenth of it. */
  static Figures of(String contender, double databaseCpu, double... seconds) {
    List<Sample> samples =
        DoubleStream.of(seconds)
            .mapToObj(
                it ->
                    new Sample(
                        Job.CANONICAL_KEY.id(),
                        contender,
                        1,
                        NODES,
                        it,
                        NODES / it,
                        databaseCpu,
                        1,
                        0,
                        it * 0.1,
                        it * 0.9))
            .toList();
    return Objects.requireNonNull(Figures.of(samples, Job.CANONICAL_KEY.id(), contender));
  }

  static List<Contender> contenders() {
    return ROLES.entrySet().stream()
        .<Contender>map(entry -> new Named(entry.getKey(), entry.getValue()))
        .toList();
  }

  private record Named(String name, Role role) implements Contender {
    @Override
    public String description() {
      return name;
    }

    @Override
    public Details run(Job job) {
      throw new UnsupportedOperationException("only its name and role are asked for");
    }

    @Override
    public Duration clientCpu() {
      return Duration.ZERO;
    }
  }
}
