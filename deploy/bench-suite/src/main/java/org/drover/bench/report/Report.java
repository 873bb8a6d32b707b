package org.drover.bench.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.bench.contender.Contender;
import org.drover.bench.measure.Sample;
import org.jspecify.annotations.Nullable;

/** Everything that was measured, what it comes to, and where; the file for programs. */
public record Report(
    Map<String, Ratios> ratios,
    Overheads overheads,
    Machine machine,
    Map<String, String> versions,
    Map<String, String> settings,
    Instant measuredAt,
    List<Entrant> contenders,
    Map<String, @Nullable Long> peakResidentMebibytes,
    List<String> notes,
    List<Figures> figures,
    List<Sample> samples) {

  /** A contender as the report has it. */
  public record Entrant(String name, String role, String description) {
    static Entrant of(Contender contender) {
      return new Entrant(contender.name(), contender.role().name(), contender.description());
    }
  }

  /**
   * What does not come from the samples.
   *
   * @param notes what was left out and why
   */
  public record Circumstances(
      Machine machine,
      Map<String, String> versions,
      Map<String, String> settings,
      Instant measuredAt,
      Map<String, @Nullable Long> peakResidentMebibytes,
      List<String> notes) {}

  public static Report of(
      List<Sample> samples, List<Contender> contenders, long nodes, Circumstances circumstances) {
    List<Figures> figures =
        samples.stream()
            .map(one -> List.of(one.job(), one.contender()))
            .distinct()
            .map(pair -> Figures.of(samples, pair.getFirst(), pair.getLast()))
            .filter(Objects::nonNull)
            .toList();
    return new Report(
        Ratios.all(figures, contenders),
        Overheads.of(figures, nodes),
        circumstances.machine(),
        circumstances.versions(),
        circumstances.settings(),
        circumstances.measuredAt(),
        contenders.stream().map(Entrant::of).toList(),
        circumstances.peakResidentMebibytes(),
        circumstances.notes(),
        figures,
        samples);
  }
}
