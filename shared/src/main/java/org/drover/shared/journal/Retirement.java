package org.drover.shared.journal;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.spec.Step;

/**
 * What is taken out of the graph when a version is retired. It is decided once, when that is
 * ordered; who carries it out decides nothing.
 *
 * @param labels that go, sorted
 * @param properties that go, sorted
 * @param stays what the migration wrote and stays all the same, each with its reason
 */
public record Retirement(List<String> labels, List<String> properties, List<String> stays) {

  /** One that takes nothing out. */
  public static final Retirement NOTHING = new Retirement(List.of(), List.of(), List.of());

  public Retirement {
    labels = List.copyOf(labels);
    properties = List.copyOf(properties);
    stays = List.copyOf(stays);
  }

  /** Whether there is nothing to take out. */
  public boolean takesNothing() {
    return labels.isEmpty() && properties.isEmpty();
  }

  /** The steps that take it out; to run them twice does no harm. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    labels.forEach(label -> steps.add(new Step.RemoveLabel(label)));
    if (!properties.isEmpty()) {
      steps.add(new Step.RemoveProperties(properties));
    }
    return steps;
  }

  /** For a reason or a log. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    if (!labels.isEmpty()) {
      words.add("labels that go: " + String.join(", ", labels));
    }
    if (!properties.isEmpty()) {
      words.add("properties that go: " + String.join(", ", properties));
    }
    if (takesNothing()) {
      words.add("nothing goes");
    }
    stays.forEach(one -> words.add("stays: " + one));
    return String.join("; ", words);
  }
}
