package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Slice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresIdSetsIT {

  private static final Logger log = LoggerFactory.getLogger(PostgresIdSetsIT.class);

  private static final long CHUNK = 1L << PostgresIdSets.CHUNK_BITS;

  private final String url = TestPostgres.emptyDatabase();
  private final JournalDatabase journal = TestPostgres.journal(url);
  private final IdSets sets = journal.idSets();

  @BeforeAll
  void storeOneSetForAll() {
    sets.store("m/1", ids(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK, 7_000_000_000_000L));
  }

  @AfterAll
  void close() {
    journal.close();
  }

  @Test
  void aSliceIsOpenBelowAndClosedAbove() {
    assertThat(sets.read("m/1", Slice.ids(0, CHUNK))).isEqualTo(ids(1, CHUNK - 1, CHUNK));
    assertThat(sets.read("m/1", Slice.ids(CHUNK, 5 * CHUNK))).isEqualTo(ids(CHUNK + 1, 5 * CHUNK));
  }

  @Test
  void aSliceMayBeginBelowEveryIdAndEndAboveAll() {
    assertThat(sets.read("m/1", new Slice(null, Key.of(Long.MAX_VALUE))))
        .isEqualTo(ids(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK, 7_000_000_000_000L));
    assertThat(sets.read("m/1", Slice.ids(-1, 0))).isEqualTo(ids(0));
  }

  @Test
  void aSliceWithoutIdsIsEmpty() {
    assertThat(sets.read("m/1", Slice.ids(2 * CHUNK, 3 * CHUNK))).isEqualTo(ids());
    assertThat(sets.read("m/1", Slice.ids(1, 1))).isEqualTo(ids());
    assertThat(sets.read("m/1", Slice.ids(-1, -1))).isEqualTo(ids());
  }

  @Test
  void anEmptySetIsStillASet() {
    sets.store("m/empty", ids());
    assertThat(sets.read("m/empty", Slice.ids(-1, 100))).isEqualTo(ids());
  }

  @Test
  void aSetThatIsNotStoredIsMissed() {
    assertThatThrownBy(() -> sets.read("m/none", Slice.ids(-1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the id set m/none is not in the journal database; plan the migration again");
  }

  @Test
  void storingAgainReplaces() {
    sets.store("m/again", ids(1, 2 * CHUNK));
    sets.store("m/again", ids(3));
    assertThat(sets.read("m/again", Slice.ids(-1, 9 * CHUNK))).isEqualTo(ids(3));
  }

  @Test
  void removingAMigrationsSetsTouchesNoOtherMigration() {
    sets.store("a/1", ids(1));
    sets.store("a/2", ids(2));
    sets.store("a-b/1", ids(3));
    sets.store("ab/1", ids(4));

    sets.remove("a");

    assertThatThrownBy(() -> sets.read("a/1", Slice.ids(-1, 9))).hasMessageContaining("a/1");
    assertThatThrownBy(() -> sets.read("a/2", Slice.ids(-1, 9))).hasMessageContaining("a/2");
    assertThat(sets.read("a-b/1", Slice.ids(-1, 9))).isEqualTo(ids(3));
    assertThat(sets.read("ab/1", Slice.ids(-1, 9))).isEqualTo(ids(4));
  }

  @Test
  void aSetOfManyRowsIsRemovedWhole() {
    Roaring64Bitmap scattered = new Roaring64Bitmap();
    for (long chunk = 0; chunk < PostgresIdSets.BATCH_ROWS * 2L + 1; chunk++) {
      scattered.addLong(chunk * CHUNK);
    }
    sets.store("scattered/1", scattered);
    sets.store("scattered/2", ids(7));

    assertThat(sets.remove("scattered")).isEqualTo(2);
    assertThat(sets.remove("scattered")).isZero();
    assertThat(
            TestPostgres.ask(
                url, "SELECT count(*) FROM id_chunk WHERE set_name LIKE 'scattered/%'"))
        .isEqualTo("0");
  }

  // One percent of a thousand million ids; 1,000 slices of 10,000 would be read in about a second.
  @Test
  void tenMillionSparseIdsAreSmallAndASliceOfThemIsQuick() {
    Roaring64Bitmap many = new Roaring64Bitmap();
    SplittableRandom random = new SplittableRandom(1);
    long id = 0;
    for (int i = 0; i < 10_000_000; i++) {
      id += 1 + random.nextInt(199);
      many.addLong(id);
    }
    long start = System.nanoTime();
    sets.store("big/1", many);
    long stored = System.nanoTime();
    Roaring64Bitmap slice = sets.read("big/1", Slice.ids(500_000_000L, 501_000_000L));
    long read = System.nanoTime();
    log.info(
        "10,000,000 ids: {} bytes, stored in {} ms; a slice of {} read in {} ms",
        storedBytes(),
        TimeUnit.NANOSECONDS.toMillis(stored - start),
        slice.getLongCardinality(),
        TimeUnit.NANOSECONDS.toMillis(read - stored));

    Roaring64Bitmap expected = new Roaring64Bitmap();
    expected.addRange(500_000_001L, 501_000_001L);
    expected.and(many);
    assertThat(slice).isEqualTo(expected);
    assertThat(sets.read("big/1", Slice.ids(-1, id))).isEqualTo(many);
    assertThat(storedBytes()).isLessThan(30_000_000);
  }

  private long storedBytes() {
    return Long.parseLong(
        TestPostgres.ask(url, "SELECT sum(length(bitmap)) FROM id_chunk WHERE set_name = 'big/1'"));
  }

  private static Roaring64Bitmap ids(long... ids) {
    return Roaring64Bitmap.bitmapOf(ids);
  }
}
