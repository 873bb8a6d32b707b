package org.drover.deploy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.drover.deploy.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where the log goes: a file for what people watch, standard error for what runs in the back. */
final class Logs {

  private static final String PATTERN = "%d{ISO8601} %-5level [%thread] %logger{20} - %msg%n";

  private static @Nullable Path file;

  private Logs() {}

  /**
   * Until a command decides, only what went wrong is worth a line, and never on standard output.
   */
  static void quietLibraries() {
    LogManager.getLogManager().reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    install(appender, Level.OFF);
  }

  static void toError() {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    install(appender, Level.INFO);
  }

  /** Appends to a file, whose folder is made if it does not exist. */
  static void toFile(Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new BadInput("cannot write the log " + log + ": its folder cannot be made", e);
    }
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(log.toString());
    install(appender, Level.INFO);
    file = log;
  }

  /** Tells where the details of a failure are; without a log yet, they get a file of their own. */
  static String where(Throwable failure) {
    if (file != null) {
      return "the details are in " + file;
    }
    try {
      Path own = Files.createTempFile("drover-failure-", ".log");
      try (PrintWriter writer =
          new PrintWriter(Files.newBufferedWriter(own, StandardCharsets.UTF_8))) {
        failure.printStackTrace(writer);
      }
      return "the details are in " + own;
    } catch (IOException e) {
      return "its details could not be written anywhere";
    }
  }

  private static void install(OutputStreamAppender<ILoggingEvent> appender, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender);
  }
}
