package org.drover.coordinator.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Motion;

/** A migration's progress as server-sent events: one at every change, at most one a second. */
final class Events {

  static final int STREAMS_MAX = 64;

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What stands between here and the reader takes a silent connection for a dead one. */
  private static final Duration SIGN_OF_LIFE_EVERY = Duration.ofSeconds(15);

  /** Then the reader asks again, and shows a token that is still good. */
  private static final Duration STREAM_MAX = Duration.ofHours(1);

  private final Migrations migrations;
  private final AtomicInteger open = new AtomicInteger();

  Events(Migrations migrations) {
    this.migrations = migrations;
  }

  /** The stream; it ends with the migration. */
  CompletionStage<HttpResponse> of(String id) {
    return migrations.show(id).thenApply(first -> open(id, first));
  }

  private HttpResponse open(String id, MigrationView first) {
    if (open.get() >= STREAMS_MAX) {
      return Json.problem(
          StatusCodes.SERVICE_UNAVAILABLE,
          "%d streams of events are open on this coordinator, which is the limit"
              .formatted(STREAMS_MAX));
    }
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(
            HttpEntities.create(MediaTypes.TEXT_EVENT_STREAM.toContentType(), events(id, first)));
  }

  private Source<ByteString, NotUsed> events(String id, MigrationView first) {
    return views(id, first)
        .map(Json::text)
        .statefulMapConcat(Changes::new)
        .map(json -> ByteString.fromString("event: progress\ndata: " + json + "\n\n"))
        .keepAlive(SIGN_OF_LIFE_EVERY, () -> ByteString.fromString(":\n\n"))
        .takeWithin(STREAM_MAX)
        .watchTermination((nothing, ended) -> counted(ended));
  }

  private NotUsed counted(CompletionStage<Done> ended) {
    open.incrementAndGet();
    ended.whenComplete((done, thrown) -> open.decrementAndGet());
    return NotUsed.getInstance();
  }

  /** No answer, as while a coordinator fails over, is no event; the next question follows. */
  private Source<MigrationView, NotUsed> views(String id, MigrationView first) {
    Source<MigrationView, ?> later =
        Source.tick(EVERY, EVERY, id)
            .mapAsync(
                1, asked -> migrations.show(asked).handle((view, t) -> Optional.ofNullable(view)))
            .mapConcat(view -> view.stream().toList());
    return Source.single(first)
        .concat(later)
        .takeWhile(view -> view.phase().motion() != Motion.OVER, true);
  }

  /** Lets through what differs from the one before. */
  private static final class Changes implements Function<String, Iterable<String>> {

    private static final long serialVersionUID = 1;

    private String last = "";

    @Override
    public Iterable<String> apply(String next) {
      if (next.equals(last)) {
        return List.of();
      }
      last = next;
      return List.of(next);
    }
  }
}
