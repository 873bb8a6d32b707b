package org.drover.shared.specfile;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Guard;
import org.drover.shared.written.Written;
import org.jspecify.annotations.Nullable;

/** Reads what is watched while a migration runs. */
final class GuardReader {

  /** Each item says one of these; the other keys belong to one of them. */
  static final List<String> SIGNALS =
      List.of("probe", "database-cpu", "transactions", "lock-waits", "prometheus", "http");

  private GuardReader() {}

  static List<Guard> read(Spot spot) {
    List<Guard> guards = new ArrayList<>();
    for (Spot item : spot.someItems("a list of guards")) {
      guard(item).ifPresent(guards::add);
    }
    return guards;
  }

  private static Optional<Guard> guard(Spot spot) {
    Fields fields = Fields.open(spot, Form.GUARD);
    List<String> said = SIGNALS.stream().filter(fields::has).toList();
    if (said.size() != 1) {
      if (spot.isMapping()) {
        spot.refuse("expected exactly one of " + String.join(", ", SIGNALS));
      }
      return Optional.empty();
    }
    String signal = said.getFirst();
    Spot value = fields.get(signal);
    if (!signal.equals("probe")) {
      refuseOutsideProbes(fields);
    }
    return switch (signal) {
      case "probe" -> Optional.of(probe(spot, fields));
      case "database-cpu" ->
          BudgetReader.amount(value, "a share", Amounts::load).map(Guard.DatabaseCpu::new);
      case "transactions" -> Optional.of(new Guard.Transactions(count(value)));
      case "lock-waits" -> Optional.of(new Guard.LockWaits(count(value)));
      case "prometheus" -> Optional.of(prometheus(Fields.open(value, Form.PROMETHEUS)));
      default -> Optional.of(http(Fields.open(value, Form.HTTP)));
    };
  }

  private static void refuseOutsideProbes(Fields fields) {
    for (String key : List.of("p95", "parameters")) {
      fields.find(key).ifPresent(spot -> spot.refuse("this belongs to a 'probe'"));
    }
  }

  private static Guard probe(Spot whole, Fields fields) {
    if (!fields.has("p95")) {
      whole.refuse("the key 'p95' is missing");
    }
    double rise =
        fields
            .find("p95")
            .flatMap(at -> BudgetReader.amount(at, "a rise", Amounts::rise))
            .orElse(1.0);
    Map<String, Object> parameters = new LinkedHashMap<>();
    fields
        .find("parameters")
        .ifPresent(
            spot ->
                spot.someFields("a mapping of parameters to values")
                    .forEach(field -> parameters.put(field.key(), Constants.value(field.value()))));
    return new Guard.Probe(text(fields.get("probe"), "a query"), parameters, rise);
  }

  private static Guard prometheus(Fields fields) {
    return new Guard.Prometheus(
        url(fields.get("url")), text(fields.get("query"), "a query"), number(fields.get("max")));
  }

  private static Guard http(Fields fields) {
    @Nullable String field = fields.find("field").map(at -> text(at, "a name")).orElse(null);
    return new Guard.Http(url(fields.get("url")), field, number(fields.get("max")));
  }

  private static String text(Spot spot, String what) {
    String text = spot.text(what);
    if (spot.isText() && text.isBlank()) {
      spot.refuse("expected " + what + ", found nothing");
    }
    return text;
  }

  /** Does not repeat what it found: it may hold a password. */
  private static String url(Spot spot) {
    String text = spot.text("an address");
    if (spot.isText()) {
      try {
        URI uri = new URI(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
          spot.refuse("expected an address that begins with http:// or https://");
        } else if (uri.getUserInfo() != null) {
          spot.refuse("a spec holds no credential; let the address be open to Drover's nodes");
        }
      } catch (URISyntaxException e) {
        spot.refuse("expected an address that begins with http:// or https://");
      }
    }
    return text;
  }

  private static double number(Spot spot) {
    if (spot.written() instanceof Written.Scalar scalar && scalar.value() instanceof Number found) {
      if (found.doubleValue() > 0 && Double.isFinite(found.doubleValue())) {
        return found.doubleValue();
      }
      spot.refuse("expected a number above 0");
    } else {
      spot.mismatch("a number above 0");
    }
    return 1;
  }

  private static long count(Spot spot) {
    if (spot.written() instanceof Written.Scalar scalar && scalar.value() instanceof Long count) {
      if (count > 0) {
        return count;
      }
      spot.refuse("expected at least 1");
    } else {
      spot.mismatch("an integer of at least 1");
    }
    return 1;
  }
}
