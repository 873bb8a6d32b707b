package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** The migration copied "old" on both members; what it left is held against what is there now. */
class VerifyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Key END = Key.of(10L);
  private static final ShardId SHARD = new ShardId("names", 2, 0);
  private static final ShardPlan PLAN =
      new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(0, 10), 2);

  @Test
  void underLiveWritesWhatWasRewrittenAsItShouldBeIsANoteAndNoDifference() {
    RangeRecord range = verified("live", "new", "new");

    assertThat(range.tally()).isEqualTo(new Tally(2, 0, 0));
    assertThat(counts(range)).isEqualTo(Map.of(Kind.REWRITTEN, 1L));
  }

  @Test
  void whereNobodyWasToWriteTheSameIsADifference() {
    RangeRecord range = verified("offline", "new", "new");

    assertThat(range.tally()).isEqualTo(new Tally(2, 0, 1));
    assertThat(counts(range)).isEqualTo(Map.of(Kind.DIGEST, 1L));
  }

  @Test
  void whatDoesNotAgreeWithTheTransformIsADifferenceAlsoUnderLiveWrites() {
    RangeRecord range = verified("live", "new", "old");

    assertThat(counts(range)).isEqualTo(Map.of(Kind.VALUE, 1L));
    assertThat(range.tally().setAside()).isEqualTo(1);
  }

  @Test
  void whatNobodyTouchedLeavesNothing() {
    assertThat(verified("live", "old", "old").evidence()).isNull();
  }

  // Its digest is of all its members, so that it is not looked at in parts.
  @Test
  void aRangeForWhichThereIsTooLittleRoomIsReadWhenThereIsMore() {
    Supplier<Object> refusal =
        () -> {
          throw new TooHeavy(2_000);
        };
    OpenRange range = fake(OpenRange.class, Map.of("readWhole", refusal, "close", () -> END));
    Verify verify = verify(store(range), "live");

    assertThatThrownBy(
            () -> verify.run(new Ownership(SHARD, 0, 0), Key.of(0L), new RangeSize(10, 1_000, 1)))
        .isInstanceOfSatisfying(
            TooHeavy.class, heavy -> assertThat(heavy.bytes()).isEqualTo(2_000));
  }

  @Test
  void howManyMembersARangeHasIsKnownBeforeItIsRead() {
    Verify verify = verify(store(columns("old", "old")), "live");

    assertThat(verify.members(Key.of(0L), 500)).isEqualTo(2);
    assertThat(verify.members(Key.of(3L), 500)).isEqualTo(500);
  }

  @Test
  void aRangeOfNobodyNeedsAPermitAllTheSame() {
    assertThat(verify(store(columns("old", "old")), "live", 0).members(Key.of(0L), 500))
        .isEqualTo(1);
  }

  private static Map<Kind, Long> counts(RangeRecord range) {
    Evidence evidence = range.evidence();
    return evidence == null ? Map.of() : evidence.counts();
  }

  /** What is found where the second member has these values by now. */
  private static RangeRecord verified(String mode, String name, String copied) {
    return verify(store(columns(name, copied)), mode)
        .run(new Ownership(SHARD, 0, 0), Key.of(0L), RangeSize.ofAnyWeight(10));
  }

  private static Verify verify(RangeStore store, String mode) {
    return verify(store, mode, 2);
  }

  private static Verify verify(RangeStore store, String mode, long visited) {
    ColumnNeed need = Objects.requireNonNull(Stages.onlyColumnar(spec(mode))).need();
    String written = BatchDigest.of(columns("old", "old"), need).hex();
    RangeFinished before =
        new RangeFinished(
            1,
            Key.of(0L),
            END,
            new Tally(visited, visited),
            1,
            5,
            false,
            new Evidence(null, written, null, List.of()),
            NOW);
    RangeTask task =
        new RangeTask(SHARD, PLAN, PassKind.VERIFY, PassOptions.NONE.lookingBackAt(1), spec(mode));
    return new Verify(
        store,
        task,
        List.of(before),
        fake(IdSets.class, Map.of()),
        nobodyInQuarantine(),
        fake(UndoRecords.class, Map.of()),
        () -> NOW);
  }

  private static Columns columns(String name, String copied) {
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    properties.put("name", new Object[] {"old", name});
    properties.put("copied", new Object[] {"old", copied});
    return Columns.read(new long[] {1, 2}, properties, null, null);
  }

  private static RangeStore store(Columns columns) {
    return store(
        fake(
            OpenRange.class,
            Map.of("read", () -> new OpenRange.ReadRange(END, columns), "close", () -> END)));
  }

  private static RangeStore store(OpenRange range) {
    return fake(
        RangeStore.class,
        Map.of("survey", () -> range, "fence", () -> Optional.of(new Fence(1, 1, END, "record"))));
  }

  private static Quarantine nobodyInQuarantine() {
    return fake(
        Quarantine.class,
        Map.of(
            "countsOf",
            Map::of,
            "members",
            Roaring64Bitmap::new,
            "everMembers",
            Roaring64Bitmap::new));
  }

  /** Answers these methods, whatever their arguments, and no other. */
  private static <T> T fake(Class<T> type, Map<String, Supplier<Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Supplier<Object> answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return method.getReturnType() == void.class ? null : answer.get();
            }));
  }

  private static Spec spec(String mode) {
    String text =
        """
        migration: names
        select: {label: Person}
        mode: %s
        verify: {level: standard}
        transform: [{copy: {name: copied}}]
        """
            .formatted(mode);
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors());
    };
  }
}
