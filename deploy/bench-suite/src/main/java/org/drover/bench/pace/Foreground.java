package org.drover.bench.pace;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The program of the foreground's process: point reads and small writes at a fixed rate, until its
 * standard input ends. Writes a line for each: when it began, and how many microseconds it took.
 */
public final class Foreground {

  /** A write to 49 reads: a 95th percentile is one of reads, and not of how quick a disk is. */
  private static final int WRITE_EVERY = 50;

  private final Driver driver;
  private final String label;
  private final long low;
  private final long high;
  private final BufferedWriter file;
  private int asked;

  private Foreground(Driver driver, String label, long low, long high, BufferedWriter file) {
    this.driver = driver;
    this.label = label;
    this.low = low;
    this.high = high;
    this.file = file;
  }

  /**
   * @param args label, lowest id, highest id, requests a second, file; address, user and password
   *     are the first three lines of standard input
   */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String uri = in.readLine();
    Config quiet =
        Config.builder().withMinimumNotificationSeverity(NotificationSeverity.OFF).build();
    try (Driver driver =
            GraphDatabase.driver(uri, AuthTokens.basic(in.readLine(), in.readLine()), quiet);
        BufferedWriter file = Files.newBufferedWriter(Path.of(args[4]));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      Foreground foreground =
          new Foreground(driver, args[0], Long.parseLong(args[1]), Long.parseLong(args[2]), file);
      long micros = TimeUnit.SECONDS.toMicros(1) / Long.parseLong(args[3]);
      var unused =
          timer.scheduleAtFixedRate(
              () -> Thread.ofVirtual().start(foreground::ask), 0, micros, TimeUnit.MICROSECONDS);
      // Nothing more is said: the end of the input is the end of the work.
      in.readLine();
      timer.shutdownNow();
    }
  }

  private void ask() {
    long id = ThreadLocalRandom.current().nextLong(low, high + 1);
    boolean write = next() % WRITE_EVERY == 0;
    String query =
        "MATCH (n:%s) WHERE id(n) = $id ".formatted(label)
            + (write ? "SET n.touched = $id" : "RETURN n.value");
    long at = System.currentTimeMillis();
    long begin = System.nanoTime();
    try (Session session = driver.session()) {
      session.run(query, Map.of("id", id)).consume();
    } catch (Neo4jException failed) {
      // A request that failed took as long as it took; there are hardly any.
    }
    note(at, (System.nanoTime() - begin) / 1_000);
  }

  private synchronized int next() {
    return asked++;
  }

  private synchronized void note(long at, long micros) {
    try {
      file.write(at + " " + micros + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
