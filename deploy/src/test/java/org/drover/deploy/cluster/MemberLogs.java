package org.drover.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the members' logs of a test that failed, and prints the end of each. The services file has
 * JUnit apply it to every test.
 */
public final class MemberLogs implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final Path KEPT = Path.of("target", "member-logs");
  private static final int LINES = 60;

  /** Each thread runs one test at a time. */
  private static final ThreadLocal<List<Path>> LOGS = ThreadLocal.withInitial(ArrayList::new);

  /** Of a member that the running test started. */
  static void of(Path log) {
    LOGS.get().add(log);
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    LOGS.get().clear();
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    if (test.getExecutionException().isPresent()) {
      Path folder = KEPT.resolve(test.getRequiredTestMethod().getName());
      LOGS.get().stream().filter(Files::exists).forEach(log -> keep(log, folder));
    }
  }

  private static void keep(Path log, Path folder) {
    try {
      Path copy = Files.createDirectories(folder).resolve(log.getFileName());
      Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
      List<String> lines = Files.readAllLines(log);
      System.out.println("The end of " + copy + ":");
      lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(System.out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
