package org.drover.deploy.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reads the sources as text, for what no compiler and no formatter refuses. */
class TidyTest {

  private static final int FILE_LINES_MAX = 400;
  private static final int LINE_CHARACTERS_MAX = 100;
  private static final int README_LINES_MAX = 100;

  /**
   * Files that are longer, with their present length. The list may only shrink: a file that got
   * shorter is entered anew, one that fits is struck off, and none is added.
   */
  private static final Map<String, Integer> LONGER_FILES = Map.of();

  private static final Pattern SLEEP =
      Pattern.compile("\\bThread\\.sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\(");

  // In two pieces, so that this file does not find itself.
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

  private static final Pattern TYPE =
      Pattern.compile("(?m)^\\s*(?:\\w+ )*(?:class|interface|record|enum) (\\w+)");
  private static final Pattern EMPTY_WORD =
      Pattern.compile("\\w*(?:Manager|Utils?|Helper|Impl|Data|Info)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern SHALLOW =
      Pattern.compile(
          "org\\.drover\\.(?:shared|coordinator|worker|deploy|sandbox|bench)(?:\\.\\w+)?");

  private static final Pattern TEST_METHOD =
      Pattern.compile("(?m)^\\s*@(?:Test|Property|ParameterizedTest|TestFactory|ArchTest)\\b");

  private static final Pattern TEXT_LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  /** What artifacts come from is a matter of each machine's own Maven settings. */
  private static final Pattern REGISTRY =
      Pattern.compile(
          "repo1?\\.maven\\.(?:apache\\.)?org|(?:oss|central)\\.sonatype\\.(?:org|com)"
              + "|registry\\.npmjs\\.org|jitpack\\.io");

  @Test
  void nothingSleeps() {
    assertThat(found(SLEEP, SourceTree.javaFiles()))
        .as("wait for what happens (CountDownLatch, a condition, a cranked clock), not for time")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(found(UNFINISHED, SourceTree.javaFiles()))
        .as("do it now, or say in docs/design/Implementation-Roadmap.md that it is not done")
        .isEmpty();
  }

  @Test
  void filesAreShort() {
    Map<String, Integer> longer = new TreeMap<>();
    for (String file : SourceTree.javaFiles()) {
      int lines = SourceTree.lines(file).size();
      if (lines > FILE_LINES_MAX) {
        longer.put(file, lines);
      }
    }
    assertThat(longer)
        .as(
            "split a file of more than %d lines by what it does; one of LONGER_FILES that became"
                + " shorter is entered there with its new length, or struck off",
            FILE_LINES_MAX)
        .isEqualTo(LONGER_FILES);
  }

  /** What the formatter cannot break may be longer: text in quotes, imports, addresses. */
  @Test
  void linesAreShort() {
    List<String> longer = new ArrayList<>();
    for (String file : SourceTree.javaFiles()) {
      boolean inTextBlock = false;
      int number = 0;
      for (String line : SourceTree.lines(file)) {
        number++;
        if (!inTextBlock && isTooLong(line)) {
          longer.add(file + ":" + number);
        }
        inTextBlock ^= line.split("\"\"\"", -1).length % 2 == 0;
      }
    }
    assertThat(longer)
        .as("break the line before column %d; mvn spotless:apply does it", LINE_CHARACTERS_MAX + 1)
        .isEmpty();
  }

  private static boolean isTooLong(String line) {
    return line.length() > LINE_CHARACTERS_MAX
        && !line.startsWith("import ")
        && !line.contains("://")
        && TEXT_LITERAL.matcher(line).replaceAll("\"\"").length() > LINE_CHARACTERS_MAX;
  }

  @Test
  void packagesLieFlat() {
    List<String> deep = new ArrayList<>();
    for (String file : SourceTree.javaFiles()) {
      if (file.startsWith("docs/")) {
        continue; // an example of what others write, in a package of theirs
      }
      Matcher named = PACKAGE.matcher(SourceTree.text(file));
      if (!named.find() || !SHALLOW.matcher(named.group(1)).matches()) {
        deep.add(file);
      }
    }
    assertThat(deep)
        .as("a feature is one package, one level below its module's root; make it one")
        .isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> empty = new ArrayList<>();
    for (String file : SourceTree.javaFiles()) {
      Matcher type = TYPE.matcher(SourceTree.text(file));
      while (type.find()) {
        if (EMPTY_WORD.matcher(type.group(1)).matches()) {
          empty.add(file + ": " + type.group(1));
        }
      }
    }
    assertThat(empty)
        .as("Manager, Util, Helper, Impl, Data and Info say nothing: name what it does or is")
        .isEmpty();
  }

  @Test
  void everyTestIsFoundByTheBuild() {
    assertThat(SourceTree.javaFiles())
        .filteredOn(file -> !file.endsWith("Test.java") && !file.endsWith("IT.java"))
        .filteredOn(file -> TEST_METHOD.matcher(SourceTree.text(file)).find())
        .as("the build runs what is called *Test, and after packaging *IT: rename it")
        .isEmpty();
  }

  @Test
  void nothingNamesARegistry() {
    assertThat(
            found(
                REGISTRY,
                SourceTree.files(".java", ".xml", ".md", ".yaml", ".yml", ".conf", ".sh", ".json")))
        .as("leave it out: where artifacts come from is set in the Maven settings of a machine")
        .isEmpty();
  }

  @Test
  void theRootHoldsNothingBeside() {
    assertThat(SourceTree.topLevel())
        .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
        .as("put it into the module it belongs to, or into docs/")
        .isSubsetOf(
            "LICENSE", "README.md", "coordinator", "deploy", "docs", "pom.xml", "shared", "worker");
  }

  @Test
  void theReadmeIsOneScreen() {
    assertThat(SourceTree.lines("README.md"))
        .as("move what is beyond %d lines to a page in docs/", README_LINES_MAX)
        .hasSizeLessThanOrEqualTo(README_LINES_MAX);
  }

  private static List<String> found(Pattern pattern, List<String> files) {
    List<String> found = new ArrayList<>();
    for (String file : files) {
      int number = 0;
      for (String line : SourceTree.lines(file)) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(file + ":" + number + " " + line.strip());
        }
      }
    }
    return found;
  }
}
