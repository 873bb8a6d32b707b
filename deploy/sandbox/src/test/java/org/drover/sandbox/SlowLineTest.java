package org.drover.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SlowLineTest {

  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final Duration EACH_WAY = Duration.ofMillis(300);
  private static final Duration UNDER_WAY = Duration.ofMillis(50);

  @Test
  void bytesDoNotOvertakeEachOtherWhenTheLineBecomesQuicker() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SlowLine line = SlowLine.to(URI.create("bolt://127.0.0.1:" + server.getLocalPort()));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), line.uri().getPort());
        Socket accepted = server.accept()) {
      OutputStream out = client.getOutputStream();
      line.delay(EACH_WAY);
      out.write(FIRST);
      LockSupport.parkNanos(UNDER_WAY.toNanos());
      line.delay(Duration.ZERO);
      out.write(SECOND);

      assertThat(accepted.getInputStream().readNBytes(2)).isEqualTo(new byte[] {FIRST, SECOND});
    }
  }

  @Test
  void aNarrowLineTakesLongerForMoreBytes() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SlowLine line = SlowLine.to(URI.create("bolt://127.0.0.1:" + server.getLocalPort()));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), line.uri().getPort());
        Socket accepted = server.accept()) {
      line.narrow(1_000);
      long begin = System.nanoTime();
      client.getOutputStream().write(new byte[500]);

      assertThat(accepted.getInputStream().readNBytes(500)).hasSize(500);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(499));
    }
  }

  @Test
  void aLineToNobodyIsClosedAtOnce() throws IOException {
    int nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = gone.getLocalPort();
    }
    try (SlowLine line = SlowLine.to(URI.create("bolt://127.0.0.1:" + nobody));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), line.uri().getPort())) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
