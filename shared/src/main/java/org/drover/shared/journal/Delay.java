package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What held a range up, before it began or while it was committed, as far as it is worth a word.
 *
 * @param waited for what its shard waited and how long, in milliseconds, by the signal: {@code
 *     rate}, {@code memory}, {@code fence}, {@code commit}; also between attempts
 * @param retries the attempts at it that failed; null if none did
 */
public record Delay(
    @JsonInclude(Include.NON_EMPTY) Map<String, Long> waited,
    @JsonInclude(Include.NON_NULL) @Nullable Retries retries) {

  public Delay {
    // An event without any has none of that name.
    waited =
        Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(waited, Map.of())));
  }

  /**
   * The same was tried again and again.
   *
   * @param failed how many attempts failed
   * @param millis from the beginning of the first of them
   * @param last why the last one failed: words of this program's own, or the database's code, and
   *     never its message, which may quote values
   */
  public record Retries(int failed, long millis, String last) {}

  /** What somebody did who was held up by a signal: {@code waited for its rate}. */
  public static String words(String signal) {
    return switch (signal) {
      case "rate" -> "waited for its rate";
      case "memory" -> "waited for room in memory";
      case "latency" -> "waited for others, for the database answered slowly";
      case "conflicts" -> "waited for others, for they got into conflict";
      case "journal" -> "waited for the journal";
      case "commit" -> "waited for the database to commit";
      case "lease" -> "waited for a coordinator's lease";
      case "fence" -> "waited to be taken over";
      case "retry" -> "waited to try again";
      default -> "waited for " + signal;
    };
  }
}
