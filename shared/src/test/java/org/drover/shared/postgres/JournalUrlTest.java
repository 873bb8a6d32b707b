package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalUrlTest {

  @Test
  void everyWaitIsBounded() {
    assertThat(JournalUrl.bounded("jdbc:postgresql://db/drover"))
        .isEqualTo(
            "jdbc:postgresql://db/drover?connectTimeout=5&socketTimeout=15&tcpKeepAlive=true"
                + "&ApplicationName=drover&options=-c%20statement_timeout=8s%20-c%20lock_timeout=5s");
  }

  @Test
  void whatTheOperatorSetStays() {
    assertThat(JournalUrl.bounded("jdbc:postgresql://db/drover?socketTimeout=60&options=-c%20a=b"))
        .isEqualTo(
            "jdbc:postgresql://db/drover?socketTimeout=60&options=-c%20a=b&connectTimeout=5"
                + "&tcpKeepAlive=true&ApplicationName=drover");
  }

  @Test
  void optionsAreNotShownSinceAPasswordMayBeAmongThem() {
    assertThat(JournalUrl.shown("jdbc:postgresql://db/drover?password=secret"))
        .isEqualTo("jdbc:postgresql://db/drover");
    assertThat(JournalUrl.shown("jdbc:postgresql://db/drover"))
        .isEqualTo("jdbc:postgresql://db/drover");
  }
}
