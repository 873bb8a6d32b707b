package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalDatabaseIT {

  private final String url = TestPostgres.emptyDatabase();

  @Test
  void severalNodesMayStartOnAnEmptyDatabaseAtTheSameTime() throws Exception {
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> starts =
          IntStream.range(0, 4).mapToObj(node -> nodes.submit(this::startAndRead)).toList();
      for (Future<Long> start : starts) {
        assertThat(start.get()).isZero();
      }
    }
  }

  private long startAndRead() {
    try (JournalDatabase journal = TestPostgres.journal(url)) {
      return journal.reader().highestSequenceNr("migration|none");
    }
  }

  @Test
  void everyConnectionHasItsBounds() throws SQLException {
    try (JournalDatabase journal = TestPostgres.journal(url);
        Connection connection = journal.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(show(statement, "statement_timeout")).isEqualTo("8s");
      assertThat(show(statement, "lock_timeout")).isEqualTo("5s");
      assertThat(show(statement, "application_name")).isEqualTo("drover");
    }
  }

  @Test
  void aDatabaseThatForgetsWhatItAcknowledgedIsRefused() {
    TestPostgres.execute(
        url, "ALTER DATABASE " + url.replaceAll(".*/", "") + " SET synchronous_commit = off");

    assertThatThrownBy(() -> TestPostgres.journal(url))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "the journal database at %s has synchronous_commit = off and would lose events that it"
                + " acknowledged; set it to on for user drover",
            url);
  }

  @Test
  void aSchemaOfANewerDroverIsRefused() {
    TestPostgres.journal(url).close();
    TestPostgres.execute(
        url,
        """
        INSERT INTO flyway_schema_history VALUES
          (99, '99', 'future', 'SQL', 'V99__future.sql', 0, 'somebody', now(), 1, true)
        """);

    assertThatThrownBy(() -> TestPostgres.journal(url))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "the schema of the journal database at %s cannot be brought to this version of Drover;"
                + " if a newer one has upgraded it, run that one: ",
            url);
  }

  @Test
  void wrongCredentialsAreToldInOneSentence() {
    assertThatThrownBy(() -> JournalDatabase.connect(url, "drover", "wrong"))
        .isInstanceOf(JournalException.class)
        .hasMessage("the journal database at %s refuses the credentials of user drover", url);
  }

  @Test
  void anUnreachableServerIsToldInOneSentence() {
    assertThatThrownBy(
            () -> JournalDatabase.connect("jdbc:postgresql://127.0.0.1:1/x", "drover", "secret"))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "the journal database at jdbc:postgresql://127.0.0.1:1/x cannot be reached: ")
        .hasMessageNotContaining("secret");
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}
