package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Members that share a key, some of which the database refuses. */
class IsolationTest {

  private static final long[] ALL = {1, 2, 3, 4, 5, 6, 7};
  private final GraphException refusal =
      new GraphException(Kind.BAD_DATA, "range 1: it is too large", null, "it is too large");

  @Test
  void oneThatIsRefusedAloneIsFound() {
    assertThat(isolation(Set.of(6L), ALL).culprits(refusal).values())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.member()).isEqualTo(6);
              assertThat(entry.step()).isEqualTo("database");
              assertThat(entry.reason()).isEqualTo("it is too large");
            });
  }

  @Test
  void theOnlyOneNeedsNoTrial() {
    Isolation isolation =
        new Isolation(
            new long[] {9},
            some -> {
              throw new IllegalStateException("there is nothing to try");
            });
    assertThat(isolation.culprits(refusal)).containsOnlyKeys(9L);
  }

  // Neither of them is refused alone, so that only the company tells.
  @Test
  void ofAPairThatCollidesTheHigherIdIsLeftOut() {
    Isolation isolation = new Isolation(ALL, some -> collided(some, List.of(Set.of(3L, 5L))));
    assertThat(isolation.culprits(refusal)).containsOnlyKeys(5L);
  }

  @Test
  void ofEachGroupThatCollidesOneStays() {
    Isolation isolation =
        new Isolation(ALL, some -> collided(some, List.of(Set.of(1L, 4L, 7L), Set.of(2L, 3L))));
    assertThat(isolation.culprits(refusal)).containsOnlyKeys(3L, 4L, 7L);
  }

  // Twice the logarithm of their number for each, and no more than all of them at a time.
  @Test
  void aFewAmongManyAreFoundByFewTrials() {
    long[] many = LongStream.rangeClosed(1, 10_000).toArray();
    AtomicInteger trials = new AtomicInteger();
    Isolation isolation =
        new Isolation(
            many,
            some -> {
              trials.incrementAndGet();
              return collided(some, List.of(Set.of(17L, 9_000L), Set.of(5_000L, 5_001L)));
            });
    assertThat(isolation.culprits(refusal)).containsOnlyKeys(5_001L, 9_000L);
    assertThat(trials).hasValueLessThan(60);
  }

  // What only the commit refuses is not seen by a trial, which never commits.
  @Test
  void whereNoTrialTellsThemApartAllAreLeftOut() {
    assertThat(isolation(Set.of(), ALL).culprits(refusal)).hasSize(ALL.length);
  }

  @Test
  void whereNoMemberIsLeftAPersonIsNeeded() {
    assertThatThrownBy(() -> isolation(Set.of(), new long[0]).culprits(refusal))
        .isInstanceOfSatisfying(
            GraphException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.FATAL));
  }

  private Isolation isolation(Set<Long> bad, long[] suspects) {
    return new Isolation(suspects, some -> tried(bad, some));
  }

  /** Whether two members of one of the groups are among them. */
  private @Nullable GraphException collided(long[] some, List<Set<Long>> groups) {
    boolean collided =
        groups.stream().anyMatch(group -> Arrays.stream(some).filter(group::contains).count() > 1);
    return collided ? refusal : null;
  }

  private @Nullable GraphException tried(Set<Long> bad, long[] some) {
    return Arrays.stream(some).anyMatch(bad::contains) ? refusal : null;
  }
}
