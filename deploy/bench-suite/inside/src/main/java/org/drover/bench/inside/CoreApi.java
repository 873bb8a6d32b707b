package org.drover.bench.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.Procedure;

/** Runs a job over all nodes of a label, by id, on threads of its own. */
public final class CoreApi {

  private static final long IDS_A_TRANSACTION = 10_000;

  /** Handed in by the server. */
  @Context public GraphDatabaseService database;

  @SuppressWarnings("NullAway.Init") // the server sets the field before it calls
  public CoreApi() {}

  /** How many nodes were met. */
  public static final class Done {
    public final long nodes;

    Done(long nodes) {
      this.nodes = nodes;
    }
  }

  @Procedure(name = "drover.bench.core", mode = Mode.WRITE)
  @Description("Does a job of the benchmark by the core API.")
  public Stream<Done> core(
      @Name("job") String job,
      @Name("label") String label,
      @Name("low") long low,
      @Name("high") long high,
      @Name("threads") long threads)
      throws ExecutionException, InterruptedException {
    AtomicLong next = new AtomicLong(low);
    ExecutorService pool = Executors.newFixedThreadPool((int) threads);
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> slices(NodeJob.named(job), Label.label(label), next, high)));
      }
      long nodes = 0;
      for (Future<Long> one : running) {
        nodes += one.get();
      }
      return Stream.of(new Done(nodes));
    } finally {
      pool.shutdownNow();
    }
  }

  private long slices(NodeJob job, Label label, AtomicLong next, long high) {
    long nodes = 0;
    for (long from = next.getAndAdd(IDS_A_TRANSACTION);
        from <= high;
        from = next.getAndAdd(IDS_A_TRANSACTION)) {
      nodes += slice(job, label, from, Math.min(high, from + IDS_A_TRANSACTION - 1));
    }
    return nodes;
  }

  private long slice(NodeJob job, Label label, long from, long to) {
    long nodes = 0;
    try (Transaction transaction = database.beginTx()) {
      for (long id = from; id <= to; id++) {
        Node node = find(transaction, id);
        if (node != null && node.hasLabel(label)) {
          job.run(node);
          nodes++;
        }
      }
      transaction.commit();
    }
    return nodes;
  }

  @SuppressWarnings("removal") // by id as Drover does it; the other way is by text
  private static @Nullable Node find(Transaction transaction, long id) {
    try {
      return transaction.getNodeById(id);
    } catch (NotFoundException hole) {
      return null;
    }
  }
}
