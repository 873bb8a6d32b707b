package org.drover.shared.protocol;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drover.shared.journal.Delay;
import org.jspecify.annotations.Nullable;

/**
 * What shards say while nothing is finished, added up over time. Its words are those that may be
 * journaled: of what is waited for only the signal, of a failure only its brief.
 */
public final class Standstill {

  private static final String IN_FLIGHT = "had a range in flight";
  private static final String NOBODY = "had no worker";

  /** That so many shards at most did it at a time, and how often that was seen. */
  private static final class Seen {
    private long most;
    private long all;
  }

  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private long due;
  private boolean inFlight;

  /** What a shard does that waits for this; null if it runs a range. */
  public static String words(@Nullable Waiting waiting) {
    if (waiting == null) {
      return IN_FLIGHT;
    }
    String value = waiting.value();
    return waiting.signal().equals("retry") && value != null
        ? "tried again: " + value
        : Delay.words(waiting.signal());
  }

  /**
   * Looks once.
   *
   * @param said what each shard that runs does, in {@link #words}
   * @param shards how many are to run
   */
  public void look(List<String> said, long shards) {
    due = Math.max(due, Math.max(shards, said.size()));
    inFlight = said.contains(IN_FLIGHT);
    Map<String, Long> now = new HashMap<>();
    said.forEach(one -> now.merge(one, 1L, Long::sum));
    if (shards > said.size()) {
      now.put(NOBODY, shards - said.size());
    }
    now.forEach(
        (what, count) -> {
          Seen of = seen.computeIfAbsent(what, name -> new Seen());
          of.most = Math.max(of.most, count);
          of.all += count;
        });
  }

  /** Whether a range was in flight when it was looked last. */
  public boolean inFlight() {
    return inFlight;
  }

  /** What most shards did for most of the time comes first; empty if nobody looked. */
  public String words() {
    return seen.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Seen> one) -> -one.getValue().all)
                .thenComparing(Map.Entry::getKey))
        .map(one -> who(one.getValue().most) + " " + one.getKey())
        .collect(Collectors.joining("; "));
  }

  private String who(long shards) {
    return shards == due ? "every shard" : "%d of %d shards".formatted(shards, due);
  }
}
