package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.drover.shared.spec.Step;

/**
 * What is taken out of the graph when a version is retired. It is decided once, when that is
 * ordered; who carries it out decides nothing.
 *
 * @param labels that go, sorted
 * @param properties that go, sorted
 * @param stays what the migration wrote and stays all the same, each with its reason
 * @param inherited of what goes, what versions that were retired before left to this one, in words
 */
public record Retirement(
    List<String> labels,
    List<String> properties,
    List<String> stays,
    @JsonInclude(Include.NON_EMPTY) List<String> inherited) {

  /** One that takes nothing out. */
  public static final Retirement NOTHING = new Retirement(List.of(), List.of(), List.of());

  public Retirement {
    labels = List.copyOf(labels);
    properties = List.copyOf(properties);
    stays = List.copyOf(stays);
    inherited = List.copyOf(Objects.requireNonNullElse(inherited, List.of()));
  }

  /** One to which nothing was left. */
  public Retirement(List<String> labels, List<String> properties, List<String> stays) {
    this(labels, properties, stays, List.of());
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
    inherited.forEach(one -> words.add("this is the last to use the " + one));
    stays.forEach(one -> words.add("stays: " + one));
    return String.join("; ", words);
  }
}
