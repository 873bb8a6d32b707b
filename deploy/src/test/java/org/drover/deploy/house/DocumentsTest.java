package org.drover.deploy.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drover.deploy.progress.Words;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** Holds what the documents name against what is there. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  private static final Pattern OWN_PATH =
      Pattern.compile("(?:coordinator|worker|shared|deploy|docs|\\.ci)/[\\w./-]*");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w*(?:Test|IT)");
  private static final Pattern TYPE =
      Pattern.compile("[A-Z]\\w*[a-z]\\w*(?:\\.[A-Z]\\w*[a-z]\\w*)*");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");

  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\$ |  )(?:deploy/)?drover ([a-z][a-z-]*)\\b");
  private static final Pattern DECLARED_COMMAND = Pattern.compile("name = \"([a-z][a-z-]*)\"");
  private static final String COMMANDS = "deploy/src/main/java/org/drover/deploy/cli/";

  private static final Pattern NOT_YET = Pattern.compile("(?s)Not yet: (.*?)(?:\n\n|\\z)");
  private static final Pattern PACKAGE =
      Pattern.compile("([a-z]+)/src/main/java/org/drover/\\1/([a-z0-9]+)/package-info\\.java");
  private static final String ARCHITECTURE = "docs/architecture.md";

  /** Capitalized words of others that those pages need: a label in the graph. */
  private static final Set<String> NOT_TYPES = Set.of("DroverFence");

  @Test
  void linksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      for (MatchResult link : matches(LINK, withoutFences(page))) {
        String target = link.group(1);
        if (target.contains("://") || target.startsWith("mailto:")) {
          continue;
        }
        String file = target.isEmpty() ? page : beside(page, target);
        if (!SourceTree.has(file) || (link.group(2) != null && !hasHeading(file, link.group(2)))) {
          dead.add(page + ": " + link.group());
        }
      }
    }
    assertThat(dead).as("mend the link, or write what it promises").isEmpty();
  }

  @Test
  void pathsExist() {
    List<String> missing = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      for (String code : codes(page)) {
        if (OWN_PATH.matcher(code).matches() && !SourceTree.has(code)) {
          missing.add(page + ": " + code);
        }
      }
    }
    assertThat(missing).as("name the path as it is now, from the root").isEmpty();
  }

  @Test
  void testsExist() {
    Set<String> present =
        SourceTree.javaFiles().stream().map(SourceTree::simpleName).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      for (String code : codes(page)) {
        if (TEST.matcher(code).matches() && !present.contains(code)) {
          missing.add(page + ": " + code);
        }
      }
    }
    assertThat(missing).as("a page names a test that is not there: write it, or say so").isEmpty();
  }

  @Test
  void typesExist() {
    Set<String> declared = new HashSet<>(NOT_TYPES);
    for (String file : SourceTree.javaFiles()) {
      matches(DECLARED, SourceTree.text(file)).forEach(type -> declared.add(type.group(1)));
    }
    List<String> missing = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      if (namesTypes(page)) {
        codes(page).stream()
            .filter(code -> TYPE.matcher(code).matches())
            .filter(code -> !declared.containsAll(List.of(code.split("\\."))))
            .forEach(code -> missing.add(page + ": " + code));
      }
    }
    assertThat(missing)
        .as("name the type as it is now, or write the word without code font")
        .isEmpty();
  }

  @Test
  void commandsExist() {
    Set<String> declared = commands();
    List<String> missing = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      for (MatchResult command : matches(COMMAND, SourceTree.text(page))) {
        if (!declared.contains(command.group(1))) {
          missing.add(page + ": " + command.group().strip());
        }
      }
    }
    assertThat(missing).as("no page shows a command that the program does not have").isEmpty();
  }

  @Test
  void noCardMissesACommandThatExists() {
    Set<String> declared = commands();
    List<String> denied = new ArrayList<>();
    for (String page : SourceTree.documents()) {
      if (page.startsWith("docs/design/features/")) {
        for (MatchResult missing : matches(NOT_YET, SourceTree.text(page))) {
          matches(CODE, missing.group(1)).stream()
              .map(code -> code.group(1).replaceFirst("^drover ", ""))
              .filter(declared::contains)
              .forEach(code -> denied.add(page + ": " + code));
        }
      }
    }
    assertThat(denied).as("the card says of a command that is there that it is not").isEmpty();
  }

  @Test
  void everyPackageStandsInTheArchitecture() {
    Map<String, Set<String>> packages = new TreeMap<>();
    for (String file : SourceTree.javaFiles()) {
      Matcher matcher = PACKAGE.matcher(file);
      if (matcher.matches()) {
        packages.computeIfAbsent(matcher.group(1), module -> new TreeSet<>()).add(matcher.group(2));
      }
    }
    assertThat(packages)
        .containsOnlyKeys("shared", "coordinator", "worker", "deploy")
        .allSatisfy(
            (module, names) -> assertThat(packagesOnThePage(module)).as(module).isEqualTo(names));
  }

  @Test
  void everyPhaseIsExplained() {
    String phases = section("docs/output.md", "## Phases");

    assertThat(matches(Pattern.compile("(?m)^\\| (\\w+) \\|"), phases))
        .extracting(row -> row.group(1))
        .filteredOn(word -> !word.equals("phase"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Phase.values()).map(Words::phase).toList());
  }

  private static Set<String> packagesOnThePage(String module) {
    Pattern row = Pattern.compile("(?m)^\\| " + module + " \\|(.*)$");
    return matches(row, section(ARCHITECTURE, "## Modules and packages")).stream()
        .flatMap(found -> matches(CODE, found.group(1)).stream())
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String section(String page, String heading) {
    String text = SourceTree.text(page);
    int begin = text.indexOf(heading + "\n");
    int end = text.indexOf("\n## ", begin + 1);
    assertThat(begin).as("%s of %s", heading, page).isNotNegative();
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static Set<String> commands() {
    return SourceTree.javaFiles().stream()
        .filter(file -> file.startsWith(COMMANDS))
        .flatMap(file -> matches(DECLARED_COMMAND, SourceTree.text(file)).stream())
        .map(command -> command.group(1))
        .collect(Collectors.toSet());
  }

  /** What these pages write in code font and with a capital is a type of this program. */
  private static boolean namesTypes(String page) {
    return page.equals(ARCHITECTURE)
        || page.equals("docs/CONTRIBUTING.md")
        || page.startsWith("docs/design/features/")
        || page.startsWith("docs/decisions/");
  }

  private static boolean hasHeading(String file, String anchor) {
    return file.endsWith(".md")
        && matches(HEADING, SourceTree.text(file)).stream()
            .anyMatch(heading -> anchorOf(heading.group(1)).equals(anchor));
  }

  /** As the usual viewers make it of a heading. */
  private static String anchorOf(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static String beside(String page, String target) {
    Path folder = Path.of(page).getParent();
    return (folder == null ? Path.of(target) : folder.resolve(target)).normalize().toString();
  }

  private static List<String> codes(String page) {
    return matches(CODE, withoutFences(page)).stream().map(code -> code.group(1)).toList();
  }

  private static String withoutFences(String page) {
    return FENCE.matcher(SourceTree.text(page)).replaceAll("");
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().toList();
  }
}
