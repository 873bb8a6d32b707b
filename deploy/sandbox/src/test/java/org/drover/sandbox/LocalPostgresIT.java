package org.drover.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LocalPostgresIT {

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void nameTheFolder() {
    // A space, because people have them.
    folder = temporary.resolve("a folder");
  }

  @AfterEach
  void leaveNothingRunning() throws IOException {
    if (Files.exists(folder)) {
      Path data = folder.toRealPath().resolve("postgres");
      PostmasterFile.read(data)
          .flatMap(file -> file.process(data))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void dataOutlivesAStop() throws SQLException {
    try (LocalPostgres first = LocalPostgres.start(folder)) {
      execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
      assertThat(first.adopted()).isFalse();
    }
    try (LocalPostgres second = LocalPostgres.start(folder)) {
      assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(second.adopted()).isFalse();
    }
  }

  @Test
  void closingTwiceTakesNothingFromTheNextOwner() throws Exception {
    LocalPostgres first = LocalPostgres.startWithoutFsync(folder);
    first.close();
    try (LocalPostgres second = LocalPostgres.startWithoutFsync(folder)) {
      first.close();
      assertThat(ask(second, "SELECT 1")).isEqualTo("1");
      assertThatThrownBy(() -> LocalPostgres.start(folder)).hasMessageContaining("in use by");
    }
  }

  @Test
  void aServerThatDiedUnderItsOwnerIsNoReasonToFailAtTheEnd() throws Exception {
    LocalPostgres owner = LocalPostgres.startWithoutFsync(folder);
    Path data = folder.toRealPath().resolve("postgres");
    ProcessHandle server =
        PostmasterFile.read(data).flatMap(file -> file.process(data)).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(60, TimeUnit.SECONDS);

    owner.close();
  }

  // One of three: the machine may stand still during another.
  @Test
  void aWarmStartIsSoonerThanTheFirst() {
    long first = start();
    assertThat(LongStream.range(0, 3).map(one -> start())).anyMatch(warm -> warm < first);
  }

  private long start() {
    long begin = System.nanoTime();
    LocalPostgres.start(folder).close();
    return System.nanoTime() - begin;
  }

  @Test
  void theServerOfAKilledOwnerIsAdopted() throws Exception {
    Process owner = startOwner();
    int port = Integer.parseInt(firstLine(owner));
    owner.destroyForcibly().waitFor();

    try (LocalPostgres heir = LocalPostgres.start(folder)) {
      assertThat(heir.adopted()).isTrue();
      assertThat(heir.port()).isEqualTo(port);
      assertThat(ask(heir, "SELECT 1")).isEqualTo("1");
    }
    assertThat(PostmasterFile.read(folder.resolve("postgres"))).isEmpty();
  }

  @Test
  void aServerThatWasKilledWithItsOwnerIsStartedAnewWithItsData() throws Exception {
    Process owner = startOwner();
    firstLine(owner);
    owner.destroyForcibly().waitFor();
    Path data = folder.toRealPath().resolve("postgres");
    ProcessHandle server =
        PostmasterFile.read(data).flatMap(file -> file.process(data)).orElseThrow();
    server.destroyForcibly();
    server.onExit().get(60, TimeUnit.SECONDS);
    assertThat(PostmasterFile.path(data)).exists();

    try (LocalPostgres heir = LocalPostgres.start(folder)) {
      assertThat(heir.adopted()).isFalse();
      assertThat(ask(heir, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aStalePidThatAnotherProcessGotIsNoServer() throws Exception {
    LocalPostgres.start(folder).close();
    long self = ProcessHandle.current().pid();
    Path data = folder.resolve("postgres");
    Files.writeString(
        PostmasterFile.path(data), self + "\n" + data + "\n0\n5432\n\n127.0.0.1\n1 1\nready\n");

    try (LocalPostgres postgres = LocalPostgres.start(folder)) {
      assertThat(postgres.adopted()).isFalse();
    }
  }

  @Test
  void aSecondProcessIsRefusedAndToldWhichOneHasTheFolder() throws Exception {
    Process owner = startOwner();
    firstLine(owner);

    assertThatThrownBy(() -> LocalPostgres.start(folder))
        .isInstanceOf(LocalPostgresException.class)
        .hasMessage(
            "%s is in use by process %d; end that process, or choose another folder",
            folder.toRealPath(), owner.pid());
    owner.outputWriter().close();
    assertThat(owner.waitFor(120, TimeUnit.SECONDS)).isTrue();
  }

  // On POSIX a second descriptor, closed, would give up the first one's lock: hence twice.
  @Test
  void aSecondOwnerInTheSameProcessIsRefusedAndTakesNothingFromTheFirst() throws Exception {
    try (LocalPostgres first = LocalPostgres.startWithoutFsync(folder)) {
      assertThatThrownBy(() -> LocalPostgres.start(folder)).hasMessageContaining("in use by");
      Process other = startOwner();
      assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(other.getErrorStream().readAllBytes(), UTF_8))
          .contains("is in use by process " + ProcessHandle.current().pid());
      assertThat(ask(first, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aServerThatDoesNotFlushIsNotAdoptedByAnOwnerWhoWantsIt() throws Exception {
    LocalPostgres.startWithoutFsync(folder).close();
    Path data = folder.toRealPath().resolve("postgres");
    var programs = new PostgresPrograms(PostgresBinaries.unpacked(folder));
    programs.start(data, folder.resolve("postgres.log"), Ports.free(), false);

    try (LocalPostgres postgres = LocalPostgres.start(folder)) {
      assertThat(postgres.adopted()).isFalse();
      assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefused() throws Exception {
    LocalPostgres.startWithoutFsync(folder).close();
    Path data = folder.toRealPath().resolve("postgres");
    Files.writeString(data.resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(() -> LocalPostgres.start(folder))
        .hasMessageStartingWith(data + " was made by PostgreSQL 9, this Drover brings PostgreSQL ");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> LocalPostgres.start(file.resolve("under")))
        .isInstanceOf(LocalPostgresException.class)
        .hasMessageStartingWith("cannot use the folder " + file.resolve("under"));
  }

  @Test
  void onlyWhoKnowsThePasswordGetsIn() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.startWithoutFsync(folder)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
          .hasMessageContaining("password authentication failed");
      assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  private Process startOwner() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LocalPostgresOwner.class.getName(),
            folder.toString())
        .start();
  }

  private static String firstLine(Process owner) throws IOException {
    String line = owner.inputReader().readLine();
    return line != null
        ? line
        : "the owner failed: " + new String(owner.getErrorStream().readAllBytes(), UTF_8);
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }
}
