package org.drover.deploy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drover.deploy.run.Program;

/** A command line as a person would type it. */
final class CommandWords {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private CommandWords() {}

  /**
   * The words given, and {@code --execute} exactly if it is wanted. Not {@code --accept}: it
   * answers a question that was asked, and not one that may be asked later.
   */
  static String again(List<String> words, boolean executing) {
    List<String> line = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--accept")) {
        i++;
      } else if (!words.get(i).equals("--execute") && !words.get(i).startsWith("--accept=")) {
        line.add(words.get(i));
      }
    }
    if (executing) {
      line.add("--execute");
    }
    return line(line);
  }

  /** The words of a command and its options, so that a shell takes each as one. */
  static String line(List<String> words) {
    return words.stream()
        .map(CommandWords::quoted)
        .collect(Collectors.joining(" ", Program.name() + " ", ""));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
