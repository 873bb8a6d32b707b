package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.transform.Columns;
import org.junit.jupiter.api.Test;

class KeepingTest {

  private static final ShardId SHARD = new ShardId("keys", 1, 0);

  private final RecordsOfAShard rows = new RecordsOfAShard();

  // A graph was restored: of three ranges it has the first, and the journal's database all images.
  @Test
  void whatTheGraphHasLostIsForgottenBeforeTheFirstImageOfAnOwner() {
    Keeping before = new Keeping(rows);
    for (int sequence = 0; sequence < 3; sequence++) {
      keep(before, new Ownership(SHARD, 5, sequence));
    }
    byte[] first = rows.read(SHARD, 1).orElseThrow().chain();

    keep(new Keeping(rows), new Ownership(SHARD, 6, 1));

    assertThat(rows.records).containsOnlyKeys(1L, 2L);
    UndoRecords.UndoRecord second = rows.read(SHARD, 2).orElseThrow();
    assertThat(second.chain()).isEqualTo(UndoChain.next(first, second.image()));
  }

  @Test
  void anOwnerForgetsOnce() {
    Keeping keeping = new Keeping(rows);
    keep(keeping, new Ownership(SHARD, 5, 0));
    keep(keeping, new Ownership(SHARD, 5, 1));

    assertThat(rows.removals).isEqualTo(1);
  }

  private static void keep(Keeping keeping, Ownership owner) {
    long from = owner.sequence() * 10;
    keeping.keep(
        owner,
        Key.of(from),
        Key.of(from + 10),
        Columns.read(new long[0], Map.of(), null, null),
        "",
        "");
  }
}
