package org.drover.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.drover.sandbox.Neo4jServer.Extras;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.sandbox.Neo4jServer.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Neo4jServerIT {

  /** What lives for seconds never earns back what optimizing its code costs. */
  private static final Extras SHORT_LIVED =
      new Extras(List.of(), List.of(), List.of("-XX:TieredStopAtLevel=1"));

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void aServerTakesBoltConnectionsFromTheMomentItIsStarted(Line line) throws IOException {
    assumeTrue(line.runsHere(), () -> "no Java for Neo4j " + line.version());
    try (Neo4jServer server =
        Neo4jServer.start(
            new Options(line, home, 0, "secret-enough", "300m", "16m", false, SHORT_LIVED))) {
      assertThat(boltVersionOf(server.bolt())).isGreaterThanOrEqualTo(5);
      server.stopDatabase();
      assertThatThrownBy(() -> boltVersionOf(server.bolt())).isInstanceOf(IOException.class);
      server.startDatabase();
      assertThat(boltVersionOf(server.bolt())).isGreaterThanOrEqualTo(5);
      assertThat(Neo4jServer.stop(home)).isTrue();
      assertThat(ProcessHandle.of(server.pid())).isEmpty();
      assertThat(Neo4jServer.stop(home)).isFalse();
    }
  }

  @Test
  void aServerEndsWithTheJvmThatStartedItEvenIfThatOneIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartAndStay.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid = Long.parseLong(parent.inputReader(StandardCharsets.UTF_8).readLine());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();

    parent.destroyForcibly();

    assertThat(server.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    assertThatThrownBy(
            () -> Neo4jServer.start(new Options(Line.V2026, home, 0, null, "300m", "much")).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ended while starting")
        .hasMessageContaining("server.memory.pagecache.size")
        .hasMessageContaining("much");
  }

  /** Offers Bolt 5.0 to 5.8 and reads which major version the server takes. */
  private static int boltVersionOf(URI bolt) throws IOException {
    try (Socket socket = new Socket(bolt.getHost(), bolt.getPort())) {
      byte[] offer = new byte[20];
      byte[] start = {0x60, 0x60, (byte) 0xB0, 0x17, 0, 8, 8, 5};
      System.arraycopy(start, 0, offer, 0, start.length);
      socket.getOutputStream().write(offer);
      return socket.getInputStream().readNBytes(4)[3];
    }
  }

  /** The main class of a parent that starts a server, says its process number, and stays. */
  static final class StartAndStay {
    public static void main(String[] args) throws IOException {
      Neo4jServer server =
          Neo4jServer.start(
              new Options(
                  Line.V2026, Path.of(args[0]), 0, null, "300m", "16m", false, SHORT_LIVED));
      System.out.println(server.pid());
      System.in.read();
    }
  }
}
