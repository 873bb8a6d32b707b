package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Neo4jWatchTest {

  @Test
  void aLoadThatTheDatabasesJvmCannotTellIsNone() {
    assertThat(Neo4jWatch.percent(-1)).isNaN();
    assertThat(Neo4jWatch.percent(Double.NaN)).isNaN();
    assertThat(Neo4jWatch.percent(0.25)).isEqualTo(25);
  }
}
