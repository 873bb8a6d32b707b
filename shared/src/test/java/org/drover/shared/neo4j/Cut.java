package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A proxy before a database that cuts the connection when a COMMIT passes: before it reaches the
 * database, or after the database has answered and before the client hears it. To the client both
 * are the same. Or it changes the byte that says what it is, of the COMMIT or of its answer. Or it
 * holds the COMMIT back, as if the client stood still, and cuts nothing.
 */
final class Cut implements AutoCloseable {

  enum Moment {
    BEFORE_THE_DATABASE_HEARS,
    AFTER_THE_DATABASE_ANSWERED,
    GARBLED_BEFORE_THE_DATABASE_HEARS,
    GARBLED_AFTER_THE_DATABASE_ANSWERED,
    NEVER
  }

  /** One chunk of two bytes, a structure without fields and signature 0x12, and its end. */
  private static final byte[] COMMIT = {0, 2, (byte) 0xB0, 0x12, 0, 0};

  /** Where a message says what it is: behind the chunk's length and the structure's. */
  private static final int SIGNATURE = 3;

  private final ServerSocket door;
  private final URI target;
  private final Moment moment;
  private final CountDownLatch heldBack = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  Cut(URI target, Moment moment) {
    this.target = target;
    this.moment = moment;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI bolt() {
    return URI.create("bolt://127.0.0.1:" + door.getLocalPort());
  }

  /** Returns when a COMMIT is held back. */
  void awaitHeldBack() throws InterruptedException {
    assertThat(heldBack.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      door.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        Wire wire = new Wire(client, server);
        Thread.ofVirtual().start(wire::toServer);
        Thread.ofVirtual().start(wire::toClient);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** One connection's two directions. */
  private final class Wire {
    private final Socket client;
    private final Socket server;
    private volatile boolean deaf;
    private volatile boolean garbling;

    Wire(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void toServer() {
      pump(
          client,
          server,
          bytes -> {
            boolean commit = endsWithCommit(bytes);
            if (commit && moment == Moment.NEVER) {
              heldBack.countDown();
              over.await();
            }
            deaf = commit && moment == Moment.AFTER_THE_DATABASE_ANSWERED;
            garbling = commit && moment == Moment.GARBLED_AFTER_THE_DATABASE_ANSWERED;
            if (commit && moment == Moment.GARBLED_BEFORE_THE_DATABASE_HEARS) {
              bytes[bytes.length - COMMIT.length + SIGNATURE] ^= 0x55;
            }
            return commit && moment == Moment.BEFORE_THE_DATABASE_HEARS;
          });
    }

    void toClient() {
      pump(
          server,
          client,
          bytes -> {
            if (garbling) {
              bytes[SIGNATURE] ^= 0x55;
            }
            return deaf;
          });
    }

    private void pump(Socket from, Socket to, Knife knife) {
      byte[] buffer = new byte[1 << 16];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          byte[] bytes = Arrays.copyOf(buffer, read);
          if (knife.cuts(bytes)) {
            return;
          }
          out.write(bytes);
        }
      } catch (IOException closed) {
        // The other direction ended first.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @FunctionalInterface
  private interface Knife {
    boolean cuts(byte[] bytes) throws InterruptedException;
  }

  private static boolean endsWithCommit(byte[] bytes) {
    int from = bytes.length - COMMIT.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, COMMIT, 0, COMMIT.length);
  }
}
