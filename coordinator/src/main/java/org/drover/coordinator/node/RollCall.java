package org.drover.coordinator.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.drover.shared.protocol.Causes;

/** One order to many migrations: that one does not answer keeps nobody else from obeying. */
final class RollCall<T> {

  private final Map<String, CompletableFuture<T>> answers = new LinkedHashMap<>();

  void expect(String migration, CompletionStage<T> answer) {
    answers.put(migration, answer.toCompletableFuture());
  }

  /**
   * All answers, when each has come or failed.
   *
   * @return fails with {@link Mute} if one failed
   */
  CompletionStage<List<T>> heard() {
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
        .handle((done, failed) -> result());
  }

  private List<T> result() {
    List<T> heard = new ArrayList<>();
    List<String> mute = new ArrayList<>();
    answers.forEach(
        (migration, answer) -> {
          try {
            heard.add(answer.join());
          } catch (CompletionException failed) {
            mute.add("'%s' (%s)".formatted(migration, Causes.of(failed).getMessage()));
          }
        });
    if (!mute.isEmpty()) {
      throw new Mute(
          "%d of %d migrations did as they were told; not known of: %s. Give the same command again, and see the logs of the coordinators"
              .formatted(heard.size(), answers.size(), String.join(", ", mute)));
    }
    return heard;
  }

  /** Some did not answer; the others did what they were told. */
  static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Mute(String message) {
      super(message);
    }
  }
}
