package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
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
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The migration gave two members a short name for a long one. */
class RollbackTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Key BEGIN = Key.of(0L);
  private static final Key END = Key.of(10L);
  private static final ShardId ROLLED_BACK = new ShardId("names", 1, 0);
  private static final Ownership OWNER = new Ownership(new ShardId("names", 2, 0), 1, 0);
  private static final ShardPlan PLAN =
      new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(0, 10), 2);
  private static final long MEGABYTE = 1 << 20;
  private static final String LONG = "x".repeat(100_000);

  private final RecordsOfAShard records = new RecordsOfAShard();
  private final List<String> calls = new ArrayList<>();
  private final long image = keepImage();
  private final Columns now = columns("short");

  // Its length as it is stored says nothing: this one is stored in a hundredth of what it takes.
  @Test
  void anUndoRecordForWhichThereIsTooLittleRoomIsNotRead() {
    RangeSize size = new RangeSize(10, image - 1, 1);
    records.records.computeIfPresent(1L, (sequence, known) -> unreadable(known));

    assertThat(refused(size).bytes()).isEqualTo(image);
    assertThat(calls).containsExactly("close");
  }

  @Test
  void whatStandsThereNowIsWeighedBesideTheImage() {
    long fetched = 5_000;
    assertThat(refused(new RangeSize(10, image + fetched - 1, 1)).bytes())
        .isEqualTo(image + fetched);
    assertThat(calls).containsExactly("fetchWithin 4999", "close");
  }

  // Nothing of it is committed: the same range again, when there is more room. The image is held no
  // more by then.
  @Test
  void aRangeThatWasPutBackIsComparedAsAWholeOrNotAtAll() {
    long room = image + 8_000;
    assertThat(refused(new RangeSize(10, room, 1)).bytes()).isEqualTo(MEGABYTE);
    assertThat(calls).last().isEqualTo("close");
    assertThat(calls).doesNotContain("commit");
  }

  @Test
  void withRoomForAllOfItARangeIsPutBackAndSaysWhatItHeld() {
    Rollback rollback = rollback();
    RangeRecord done = rollback.run(OWNER, BEGIN, new RangeSize(10, 100 * image, 1));
    assertThat(done.tally()).isEqualTo(new Tally(2, 2));
    assertThat(Objects.requireNonNull(done.evidence()).findings()).isEmpty();
    assertThat(calls).contains("write", "commit");
    assertThat(rollback.bytesRead()).isEqualTo(image + columns("short").bytes());
  }

  @Test
  void howManyMembersWereChangedIsKnownBeforeTheRangeIsRead() {
    assertThat(rollback().members(BEGIN, 500)).isEqualTo(2);
    assertThat(rollback().members(Key.of(3L), 500)).isEqualTo(500);
  }

  private TooHeavy refused(RangeSize size) {
    return catchThrowableOfType(TooHeavy.class, () -> rollback().run(OWNER, BEGIN, size));
  }

  private Rollback rollback() {
    Spec spec = spec();
    RangeTask task =
        new RangeTask(
            OWNER.shard(),
            PLAN,
            PassKind.ROLLBACK,
            PassOptions.NONE.lookingBackAt(ROLLED_BACK.pass()),
            spec);
    Undone undone = new Undone(task, shard -> List.of(written()), fake(IdSets.class, Map.of()));
    RangeStore store =
        fake(
            RangeStore.class,
            Map.of(
                "fence", asked -> Optional.of(new Fence(1, 1, END, "record")),
                "open", asked -> range()));
    Waiting nobody = new Waiting(task, shard -> List.of(), records);
    return new Rollback(
        store, new Scope(spec.selection(), true), records, task, undone, nobody, () -> NOW);
  }

  private static RangeFinished written() {
    String before =
        BatchDigest.of(columns(LONG), Objects.requireNonNull(Stages.onlyColumnar(spec())).need())
            .hex();
    return new RangeFinished(
        1,
        BEGIN,
        END,
        new Tally(2, 2),
        1,
        5,
        false,
        new Evidence(before, null, null, List.of()),
        NOW);
  }

  /** Of members that take 5,000 bytes by what the database says. */
  private OpenRange range() {
    return fake(
        OpenRange.class,
        Map.of(
            "fetchWithin", asked -> fetched((Room) asked[2]),
            "readWhole", asked -> compared((Room) asked[2]),
            "write", asked -> called("write"),
            "commit", asked -> called("commit"),
            "close", asked -> called("close")));
  }

  private Columns fetched(Room room) {
    called("fetchWithin " + room.bytes());
    if (room.bytes() < 5_000) {
      throw new TooHeavy(5_000);
    }
    return now;
  }

  /** Long names were put back: the database says that they take a megabyte. */
  private static Columns compared(Room room) {
    if (room.bytes() < MEGABYTE) {
      throw new TooHeavy(MEGABYTE);
    }
    return columns(LONG);
  }

  private String called(String what) {
    calls.add(what);
    return what;
  }

  private long keepImage() {
    Columns columns = columns(LONG);
    columns.replace("name", new Object[] {"short", "short"});
    byte[] bytes = BeforeImage.of(BEGIN, END, columns).toBytes();
    byte[] chain = UndoChain.next(UndoChain.beginning(), bytes);
    records.store(ROLLED_BACK, 1, 1, new UndoRecord(chain, bytes));
    return records.outline(ROLLED_BACK, 1).orElseThrow().bytes();
  }

  /** The same to whoever looks at its beginning and its length only. */
  private static UndoRecord unreadable(UndoRecord known) {
    byte[] image = known.image().clone();
    Arrays.fill(image, BeforeImage.HEADER_BYTES, image.length, (byte) 0);
    return new UndoRecord(known.chain(), image);
  }

  private static Columns columns(String name) {
    Map<String, @Nullable Object[]> properties = new HashMap<>();
    properties.put("name", new Object[] {name, name});
    List<List<String>> labels = List.of(List.of("Person"), List.of("Person"));
    return Columns.read(new long[] {1, 2}, properties, labels, null);
  }

  private static Spec spec() {
    String text =
        """
        migration: names
        select: {label: Person}
        strategy: in-place
        undo: keep
        verify: {level: standard}
        transform: [{set: {name: short}}]
        """;
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors());
    };
  }

  /** Answers these methods and no other. */
  private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Function<Object[], Object> answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              Object given = answer.apply(arguments == null ? new Object[0] : arguments);
              return method.getReturnType() == void.class ? null : given;
            }));
  }
}
