package org.drover.bench.inside;

import java.io.IOException;
import java.util.stream.Stream;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.kernel.impl.transaction.log.checkpoint.CheckPointer;
import org.neo4j.kernel.impl.transaction.log.checkpoint.SimpleTriggerInfo;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.procedure.Context;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Mode;
import org.neo4j.procedure.Procedure;

/** Writes out what the page cache holds; Community has no procedure of its own for it. */
public final class Checkpoint {

  /** Handed in by the server. */
  @Context public GraphDatabaseService database;

  @SuppressWarnings("NullAway.Init") // the server sets the field before it calls
  public Checkpoint() {}

  /** The transaction up to which everything is written. */
  public static final class Written {
    public final long transaction;

    Written(long transaction) {
      this.transaction = transaction;
    }
  }

  @Procedure(name = "drover.bench.checkpoint", mode = Mode.READ)
  @Description("Forces a checkpoint.")
  public Stream<Written> checkpoint() throws IOException {
    if (!(database instanceof GraphDatabaseAPI internal)) {
      throw new IllegalStateException("this server does not let anybody at its check pointer");
    }
    CheckPointer pointer = internal.getDependencyResolver().resolveDependency(CheckPointer.class);
    return Stream.of(new Written(pointer.forceCheckPoint(new SimpleTriggerInfo("benchmark"))));
  }
}
