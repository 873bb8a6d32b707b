package org.drover.deploy.metrics;

import com.typesafe.config.Config;
import kamon.Kamon;
import kamon.metric.Histogram;
import kamon.metric.MeasurementUnit;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The journal, with a watch on how long it takes to write. Pekko makes it, by its name. */
public final class TimedJournal extends JdbcAsyncWriteJournal {

  private final Histogram latency =
      Kamon.histogram(
              "drover.journal.write.duration",
              "How long the journal took to store events",
              MeasurementUnit.time().nanoseconds())
          .withoutTags();

  public TimedJournal(Config config) {
    super(config);
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    long begun = System.nanoTime();
    Future<Seq<Try<BoxedUnit>>> written = super.asyncWriteMessages(messages);
    written.onComplete(
        outcome -> latency.record(System.nanoTime() - begun), ExecutionContext.parasitic$.MODULE$);
    return written;
  }
}
