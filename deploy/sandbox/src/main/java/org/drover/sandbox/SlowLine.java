package org.drover.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A TCP line to a server that delivers every byte later, as a distant server's would be, and no
 * more of them in a second than it has room for. Bytes never overtake each other, also when the
 * line becomes quicker.
 */
public final class SlowLine implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket door;
  private final URI target;
  private volatile Duration delay = Duration.ZERO;
  private volatile long bytesPerSecondMax = Long.MAX_VALUE;
  private volatile boolean garbling;

  private SlowLine(ServerSocket door, URI target) {
    this.door = door;
    this.target = target;
  }

  /** A line to a server on this machine, on a free port; it is quick until told otherwise. */
  public static SlowLine to(URI target) throws IOException {
    SlowLine line = new SlowLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    Thread.ofVirtual().start(line::accept);
    return line;
  }

  /** Where to connect instead of the server. */
  public URI uri() {
    return URI.create(target.getScheme() + "://127.0.0.1:" + door.getLocalPort());
  }

  /** From now on bytes take so long, each way. */
  public void delay(Duration eachWay) {
    delay = eachWay;
  }

  /** From now on each connection carries no more than so many bytes in a second, each way. */
  public void narrow(long bytesPerSecondMax) {
    this.bytesPerSecondMax = bytesPerSecondMax;
  }

  /**
   * Whether from now on the first byte of whatever the server says at a time is another one, as on
   * a line that is out of order and checks nothing.
   */
  public void garbleAnswers(boolean garbling) {
    this.garbling = garbling;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException e) {
        // The door was closed, or one connection failed: its two ends notice.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    try {
      Socket far = new Socket(target.getHost(), target.getPort());
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      carry(near, far, bytes -> bytes);
      carry(far, near, this::asHeard);
    } catch (IOException nobodyThere) {
      near.close();
      throw nobodyThere;
    }
  }

  private byte[] asHeard(byte[] answer) {
    if (garbling) {
      answer[0] ^= 0x55;
    }
    return answer;
  }

  private void carry(Socket from, Socket to, UnaryOperator<byte[]> onTheWay) {
    BlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>();
    Thread.ofVirtual().start(() -> collect(from, onTheWay, underWay));
    Thread.ofVirtual().start(() -> deliver(underWay, to));
  }

  private void collect(
      Socket from, UnaryOperator<byte[]> onTheWay, BlockingQueue<Parcel> underWay) {
    byte[] buffer = new byte[BUFFER_BYTES];
    long freeNanos = System.nanoTime();
    try (from;
        InputStream in = from.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        freeNanos = Math.max(freeNanos, System.nanoTime()) + nanosOf(count);
        byte[] bytes = onTheWay.apply(Arrays.copyOf(buffer, count));
        underWay.add(new Parcel(bytes, freeNanos + delay.toNanos()));
      }
    } catch (IOException e) {
      // A broken connection ends like a closed one.
    }
    underWay.add(new Parcel(new byte[0], System.nanoTime()));
  }

  private long nanosOf(int bytes) {
    return bytes * Duration.ofSeconds(1).toNanos() / bytesPerSecondMax;
  }

  private static void deliver(BlockingQueue<Parcel> underWay, Socket to) {
    try (to;
        OutputStream out = to.getOutputStream()) {
      for (Parcel parcel = underWay.take(); parcel.bytes().length > 0; parcel = underWay.take()) {
        awaitDue(parcel);
        out.write(parcel.bytes());
        out.flush();
      }
    } catch (IOException e) {
      // The receiver is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitDue(Parcel parcel) {
    for (long left = parcel.dueNanos() - System.nanoTime();
        left > 0;
        left = parcel.dueNanos() - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  /**
   * Bytes on their way; none means that the sender has closed.
   *
   * @param dueNanos by {@link System#nanoTime}
   */
  private record Parcel(byte[] bytes, long dueNanos) {}
}
