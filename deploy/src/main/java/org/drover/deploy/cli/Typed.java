package org.drover.deploy.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.drover.shared.spec.Amounts;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options as they are typed; what is none is told with what was expected. */
final class Typed {

  private static final int PORT_MAX = 65_535;

  private Typed() {}

  /** Has every command read numbers and times in this way. */
  static CommandLine in(CommandLine line) {
    return line.registerConverter(Instant.class, Typed::time)
        .registerConverter(int.class, text -> number(text, Integer::valueOf))
        .registerConverter(Integer.class, text -> number(text, Integer::valueOf))
        .registerConverter(Long.class, text -> number(text, Long::valueOf));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw expected("a time such as 2026-01-31T20:00:00Z", text);
    }
  }

  private static <T> T number(String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (NumberFormatException wrong) {
      throw expected("a whole number", text);
    }
  }

  private static TypeConversionException expected(String what, String found) {
    return new TypeConversionException("expected %s, found '%s'".formatted(what, found));
  }

  /** A part of everything, such as {@code 1%}. */
  static final class Share implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        if (Amounts.percent(text) > 0) {
          return text;
        }
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException("%s, found '%s'".formatted(wrong.getMessage(), text));
      }
      throw expected("more than 0%", text);
    }
  }

  /** A port; 0 for a free one. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int port = number(text, Integer::valueOf);
      if (port < 0 || port > PORT_MAX) {
        throw expected("a port from 0 to " + PORT_MAX, text);
      }
      return port;
    }
  }
}
