package org.drover.bench.speed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.drover.bench.contender.Contender;
import org.drover.bench.contender.Contenders;
import org.drover.bench.graph.Job;
import org.drover.bench.measure.Turns;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Member;
import org.drover.bench.place.Place;
import org.drover.bench.place.ProcessUse;
import org.drover.bench.place.Settings;
import org.drover.bench.report.Machine;
import org.drover.bench.report.Report;
import org.drover.deploy.run.Program;
import org.jspecify.annotations.Nullable;

/** Fills the scratch graph, gives everybody their turns, and reports. */
public final class SpeedRun {

  private final Settings settings;
  private final List<Job> jobs;
  private final @Nullable List<String> names;
  private final Consumer<String> progress;

  /**
   * @param names the contenders that take part; null for all
   */
  public SpeedRun(
      Settings settings, List<Job> jobs, @Nullable List<String> names, Consumer<String> progress) {
    this.settings = settings;
    this.jobs = List.copyOf(jobs);
    this.names = names == null ? null : List.copyOf(names);
    this.progress = progress;
  }

  /** On a place that has a scratch graph already. */
  public Report run(Place place, Cluster cluster, Machine machine) {
    Turns turns = new Turns(place, progress);
    try (Contenders contenders = new Contenders(place, cluster, names)) {
      for (Job job : jobs) {
        progress.accept(job.id() + ": " + job.description());
        turns.run(job, contenders.all(), settings.warmUps(), settings.rounds());
      }
      return Report.of(
          turns.samples(),
          contenders.all(),
          settings.nodes(),
          new Report.Circumstances(
              machine,
              versions(place),
              described(place),
              Instant.now(),
              peaks(place, cluster),
              notes(place, contenders.all())));
    }
  }

  private static Map<String, String> versions(Place place) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("database", place.graph().version());
    versions.put("java", Runtime.version().toString());
    versions.put("drover", Program.version());
    return versions;
  }

  private Map<String, String> described(Place place) {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("nodes", String.valueOf(settings.nodes()));
    described.put("rounds", String.valueOf(settings.rounds()));
    described.put("warmUps", String.valueOf(settings.warmUps()));
    described.put("transactionsAtATime", String.valueOf(settings.threads()));
    described.put("droverWorkers", String.valueOf(settings.workers()));
    if (place.databasePid() != null) {
      described.put("databaseHeap", settings.heap());
      described.put("databasePageCache", settings.pageCache());
    }
    return described;
  }

  private static Map<String, @Nullable Long> peaks(Place place, Cluster cluster) {
    Map<String, @Nullable Long> peaks = new LinkedHashMap<>();
    Long database = place.databasePid();
    if (database != null) {
      peaks.put("database", ProcessUse.peakMebibytes(database));
    }
    for (Member member : cluster.members()) {
      peaks.put(member.name(), ProcessUse.peakMebibytes(member.pid()));
    }
    peaks.put("benchmark", ProcessUse.peakMebibytes(ProcessHandle.current().pid()));
    return peaks;
  }

  private List<String> notes(Place place, List<Contender> contenders) {
    List<String> notes = new ArrayList<>();
    if (!place.graph().canCheckpoint()) {
      notes.add("no checkpoint is forced between turns: the database offers none");
    }
    for (Job job : jobs) {
      for (Contender contender : contenders) {
        String obstacle = contender.obstacle(job);
        if (obstacle != null) {
          notes.add("%s without %s: %s".formatted(job.id(), contender.name(), obstacle));
        }
      }
    }
    return notes;
  }
}
