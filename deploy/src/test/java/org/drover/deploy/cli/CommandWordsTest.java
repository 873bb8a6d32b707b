package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandWordsTest {

  @Test
  void theSameCommandCanBePastedIntoAShell() {
    assertThat(CommandWords.again(List.of("run", "my spec.yaml", "--user", "o'neil"), true))
        .isEqualTo("drover run 'my spec.yaml' --user 'o'\\''neil' --execute");
  }

  @Test
  void executingIsAskedForOnceOrNotAtAll() {
    List<String> words = List.of("run", "--execute", "spec.yaml");

    assertThat(CommandWords.again(words, true)).isEqualTo("drover run spec.yaml --execute");
    assertThat(CommandWords.again(words, false)).isEqualTo("drover run spec.yaml");
  }

  @Test
  void aDecisionIsNotRepeated() {
    List<String> words =
        List.of("run", "--accept", "graph", "spec.yaml", "--execute", "--accept=graph");
    assertThat(CommandWords.again(words, true)).isEqualTo("drover run spec.yaml --execute");
  }
}
