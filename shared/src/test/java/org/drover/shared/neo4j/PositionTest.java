package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bookmark says the number of the last commit, or nothing that could be taken for one. */
class PositionTest {

  // 91: a list of one; CC 10: sixteen bytes, the database's id; C9 02D0: 720.
  @Test
  void theNumberStandsBehindTheDatabasesId() {
    assertThat(Position.of("FB:kcwQ7ZIUSqI1T0yNyhPg1NTxwckC0A==")).hasValue(720);
  }

  @Test
  void whatHasAnotherFormSaysNothing() {
    assertThat(Position.of("neo4j:bookmark:v1:tx720")).isEmpty();
    assertThat(Position.of("FB:***")).isEmpty();
    assertThat(Position.of("FB:kcwQ7ZI=")).isEmpty();
    assertThat(Position.of("FB:kQ==")).isEmpty();
  }
}
