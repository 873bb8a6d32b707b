package org.drover.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drover.deploy.sample.WordNet.Entry;
import org.drover.deploy.sample.WordNet.Link;
import org.junit.jupiter.api.Test;

final class WordNetTest {

  private final Set<String> ids = new HashSet<>();
  private final Set<String> targets = new HashSet<>();
  private Entry dog = new Entry("", "", "", "", List.of(), List.of());

  private void take(Entry entry) {
    assertThat(ids.add(entry.id())).as(entry.id()).isTrue();
    entry.links().forEach(link -> targets.add(link.target()));
    if (entry.lemmas().contains("domestic dog")) {
      dog = entry;
    }
  }

  @Test
  void allOfWordNetIsReadAndItsLinksLeadSomewhere() {
    WordNet.each(this::take);

    assertThat(ids).hasSize(117_791);
    assertThat(ids.containsAll(targets)).isTrue();
    assertThat(dog.lexname()).isEqualTo("noun.animal");
    assertThat(dog.gloss()).contains("a member of the genus Canis");
    assertThat(dog.lemmas()).contains("dog", "Canis familiaris");
    assertThat(dog.links()).extracting(Link::type).contains("HYPERNYM").doesNotContain("HYPONYM");
  }
}
