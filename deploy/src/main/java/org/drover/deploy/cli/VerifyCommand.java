package org.drover.deploy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.drover.deploy.client.Json;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.run.Program;
import org.drover.deploy.run.VerificationText;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.spec.Level;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Holds what a finished migration journaled against the graph; leaves nothing in it.",
      "basic: members of each range, fences. standard: also the digests of every range, that"
          + " declared keys are unique, and relationships. rigorous: also transforms every member"
          + " again and asks the declared queries. forensic: also evidence of every range, and"
          + " round trips of a probe.",
      "Exit code 1 if anything differs."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The migration.")
  private String migration = "";

  @Option(
      names = "--shards",
      paramLabel = "N,N",
      split = ",",
      description = "Only these shards of the migration's last pass.")
  private List<Integer> shards = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only ranges that were finished then or later, such as 2026-01-31T20:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = NewFile.class,
      description =
          "Write what was found: as text if the name ends in .txt, otherwise as JSON; the first"
              + " twenty findings of each kind in each range, and every collision up to a"
              + " thousand.")
  private @Nullable Path report;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Hold an earlier forensic report (JSON) against this one: that nobody changed the file,"
              + " and what differs since. Implies --level forensic.")
  private @Nullable Path against;

  @Mixin private LevelOption level = new LevelOption();
  @Mixin private FollowOptions options = new FollowOptions();

  @Override
  public Integer call() {
    VerificationReport earlier = against == null ? null : earlier(against);
    MigrationView view = options.pass(migration, "verify", how());
    int code = options.tellEnd(view);
    boolean ended = code == Exit.DONE || code == Exit.CHECK_FAILED;
    boolean over = !options.detached() && ended;
    boolean holds = !differs(view);
    if (over && (report != null || earlier != null)) {
      VerificationReport found = options.ask(coordinator -> coordinator.report(migration));
      if (report != null) {
        write(report, found);
      }
      holds &= earlier == null || agrees(earlier, found);
    }
    if (holds || differs(view)) {
      options.tellNext(view);
    } else {
      options.screen().say("Who changed it:\n  " + Program.name() + " journal " + migration);
    }
    return code == Exit.DONE && !holds ? Exit.CHECK_FAILED : code;
  }

  private Map<String, String> how() {
    Map<String, String> how =
        new HashMap<>(against == null ? level.asked() : LevelOption.as(Level.FORENSIC));
    if (!shards.isEmpty()) {
      how.put("shards", shards.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (since != null) {
      how.put("since", since.toString());
    }
    return how;
  }

  private static boolean differs(MigrationView view) {
    PassView pass = view.pass();
    return pass != null && pass.kind() == PassKind.VERIFY && pass.tally().setAside() > 0;
  }

  private boolean agrees(VerificationReport earlier, VerificationReport found) {
    List<String> differences = new ArrayList<>(earlier.broken());
    differences.addAll(found.since(earlier));
    differences.forEach(text -> options.screen().say(against + ": " + text));
    if (differences.isEmpty()) {
      options
          .screen()
          .say(
              "%s: its chain holds, and its %d ranges%s are as they were."
                  .formatted(against, earlier.ranges().size(), part(earlier)));
    }
    return differences.isEmpty();
  }

  private static String part(VerificationReport earlier) {
    String part = PassOptions.NONE.within(shardsOf(earlier), earlier.since()).partInWords();
    return part == null ? "" : " (of " + part + ")";
  }

  private static @Nullable List<Integer> shardsOf(VerificationReport report) {
    return report.shards().isEmpty() ? null : report.shards();
  }

  /** What proves nothing is refused before anything runs. */
  private VerificationReport earlier(Path file) {
    if (!shards.isEmpty() || since != null) {
      throw new BadInput(
          "--against looks at everything that the earlier report names; leave --shards and --since"
              + " out");
    }
    VerificationReport earlier = read(file);
    String against = earlier == null ? "it is empty" : earlier.provesNothing(migration);
    if (earlier == null || !against.isEmpty()) {
      throw new BadInput("%s proves nothing: %s".formatted(file, against));
    }
    return earlier;
  }

  private static @Nullable VerificationReport read(Path file) {
    try {
      return Json.read(Files.readString(file), VerificationReport.class);
    } catch (JsonProcessingException e) {
      throw new BadInput(file + " is no report of a verification in JSON", e);
    } catch (IOException e) {
      throw new BadInput("cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static void write(Path file, VerificationReport found) {
    boolean text = file.toString().endsWith(".txt");
    try {
      Files.writeString(file, text ? VerificationText.of(found) : Json.pretty(found) + "\n");
    } catch (IOException e) {
      throw new BadInput("cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
