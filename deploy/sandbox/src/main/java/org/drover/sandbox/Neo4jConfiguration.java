package org.drover.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.sandbox.Neo4jServer.Options;

/** The server's configuration file and JVM flags. */
final class Neo4jConfiguration {

  private Neo4jConfiguration() {}

  static Path write(Path home, Options options, int port) throws IOException {
    String text =
        """
        server.bolt.enabled=true
        server.bolt.listen_address=127.0.0.1:%d
        server.bolt.advertised_address=127.0.0.1:%d
        server.default_listen_address=127.0.0.1
        dbms.security.auth_enabled=%s
        server.memory.pagecache.size=%s
        dbms.usage_report.enabled=false
        db.logs.query.enabled=OFF
        # A sandbox is never restored from its logs: keep little, and claim no disk ahead.
        db.tx_log.rotation.retention_policy=1 files
        db.tx_log.rotation.size=64m
        db.tx_log.preallocate=false
        # When it stops: five seconds to see whether anybody still says something, by default.
        %s
        """
            .formatted(
                port,
                port,
                options.password() != null,
                options.pageCache(),
                withoutQuietPeriod(options.line()));
    if (!options.extras().plugins().isEmpty()) {
      text += "dbms.security.procedures.unrestricted=*\n";
    }
    Path file = home.resolve("neo4j.conf");
    Files.writeString(file, text);
    return file;
  }

  private static String withoutQuietPeriod(Line line) {
    String setting = "internal.dbms.bolt.netty_server_shutdown_quiet_period";
    return switch (line) {
      case V5_26 -> setting + "=0";
      case V2026 -> setting + "_duration=0s";
    };
  }

  /** What Neo4j's own neo4j.conf gives its JVM, with a collector that suits few cores. */
  static List<String> flags(Options options) {
    return List.of(
        "-Xms" + options.heap(),
        "-Xmx" + options.heap(),
        "-XX:+UseParallelGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+TrustFinalNonStaticFields",
        "-XX:+DisableExplicitGC",
        "-Djdk.nio.maxCachedBufferSize=1024",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dio.netty.leakDetection.level=DISABLED",
        "-Dlog4j2.disable.jmx=true",
        "-Dfile.encoding=UTF-8",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED");
  }
}
