package org.drover.bench.contender;

import java.time.Duration;
import org.drover.bench.graph.Job;
import org.jspecify.annotations.Nullable;

/** One way to do a job to the whole scratch graph. */
public interface Contender {

  /** Its name in reports. */
  String name();

  /** What it is and how it is set, in half a sentence. */
  String description();

  Role role();

  /** Why it cannot do a job here; null if it can. */
  default @Nullable String obstacle(Job job) {
    return null;
  }

  /** Does the job, and returns when it is done. */
  Details run(Job job);

  /** What its own processes have used of the processors so far. */
  Duration clientCpu();

  /** What it is compared as. */
  enum Role {
    /** Drover as its users run it. */
    DROVER,
    /** What people use instead. */
    PEER,
    /** The program with a part of it left out, to see what the part costs. */
    PART,
    /** What the database can bear at most. */
    LIMIT
  }

  /**
   * What a contender says of itself.
   *
   * @param planningSeconds from submitting until the first shard may run; null where there is none
   * @param runningSeconds from then until the last shard has ended
   */
  record Details(@Nullable Double planningSeconds, @Nullable Double runningSeconds) {
    public static final Details NONE = new Details(null, null);
  }
}
