package org.drover.shared.specfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.drover.shared.spec.Undo;
import org.drover.shared.spec.Verification;
import org.jspecify.annotations.Nullable;

/**
 * Prints a spec in its one canonical form: JSON with every default spelt out, in a fixed order, in
 * ASCII. Two texts say the same if and only if they print the same; the hash is taken over it.
 *
 * <p>Hashes are kept with migrations for years. A key that is new in a later version is therefore
 * printed only where it differs from its default.
 */
public final class SpecPrinter {

  private static final ObjectWriter WRITER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

  private static final Comparator<Map.Entry<Object, ?>> BY_KEY =
      Comparator.comparing((Map.Entry<Object, ?> row) -> row.getKey().getClass().getName())
          .thenComparing(row -> row.getKey().toString());

  private SpecPrinter() {}

  /** A spec that reads as the same spec, on one line. */
  public static String print(Spec spec) {
    try {
      return WRITER.writeValueAsString(tree(spec));
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("a spec of plain values cannot be printed", bug);
    }
  }

  static String hash(Spec spec) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(print(spec).getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException("every JDK has SHA-256", bug);
    }
  }

  /** The same as maps, lists and constants. */
  static Map<String, Object> tree(Spec spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("migration", spec.migration());
    tree.put("graph", spec.graph());
    tree.put("select", selection(spec.selection(), spec.key()));
    tree.put("transform", spec.transform().stream().map(SpecPrinter::step).toList());
    tree.put("strategy", word(spec.strategy()));
    tree.put("mode", word(spec.mode()));
    tree.put("budget", PacePrinter.budget(spec.budget()));
    if (!spec.guards().isEmpty()) {
      tree.put("guard", spec.guards().stream().map(PacePrinter::guard).toList());
    }
    if (spec.undo() == Undo.KEEP) {
      tree.put("undo", word(spec.undo()));
    }
    Verification verification = spec.verification();
    if (verification != null) {
      tree.put("verify", verification(verification));
    }
    Dedupe dedupe = spec.dedupe();
    if (dedupe != null) {
      tree.put("dedupe", dedupe(dedupe));
    }
    aftercare(tree, spec.aftercare());
    return tree;
  }

  private static Map<String, Object> dedupe(Dedupe dedupe) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("by", dedupe.by());
    tree.put("on-duplicate", word(dedupe.onDuplicate()));
    return tree;
  }

  private static Map<String, Object> verification(Verification verification) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("level", word(verification.level()));
    if (!verification.unique().isEmpty()) {
      tree.put("unique", verification.unique().stream().sorted().toList());
    }
    if (!verification.queries().isEmpty()) {
      tree.put("queries", verification.queries().stream().map(SpecPrinter::query).toList());
    }
    Boolean relationships = verification.relationships();
    putIfPresent(
        tree, "relationships", relationships == null ? null : relationships ? "same" : "any");
    return tree;
  }

  private static Map<String, Object> query(DeclaredQuery query) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", query.name());
    tree.put("cypher", query.cypher());
    tree.put("ordered", query.ordered());
    tree.put("tolerance", Amounts.ofRise(query.percent()));
    return tree;
  }

  private static void aftercare(Map<String, Object> tree, Aftercare aftercare) {
    Map<String, Object> reactions = new TreeMap<>();
    aftercare
        .reactions()
        .forEach(
            (trigger, reaction) -> {
              if (reaction != Reaction.PAUSE) {
                reactions.put(word(trigger), word(reaction));
              }
            });
    if (!reactions.isEmpty()) {
      tree.put("on", reactions);
    }
    putIfPresent(tree, "retain", aftercare.retain());
  }

  private static Map<String, Object> selection(Selection selection, KeyChoice key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    String name = selection.name();
    if (name == null) {
      tree.put(
          switch (selection.kind()) {
            case NODE -> "nodes";
            case RELATIONSHIP -> "relationships";
          },
          "all");
    } else {
      tree.put(
          switch (selection.kind()) {
            case NODE -> "label";
            case RELATIONSHIP -> "relationship";
          },
          name);
    }
    tree.put(
        "key",
        switch (key) {
          case KeyChoice.Auto auto -> "auto";
          case KeyChoice.Id id -> "id";
          case KeyChoice.Property property -> Map.of("property", property.name());
        });
    putIfPresent(tree, "where", selection.where());
    return tree;
  }

  private static Map<String, Object> step(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> Map.of("canonical-key", canonicalKey(key));
      case Step.RowHash hash -> Map.of("row-hash", rowHash(hash));
      case Step.AddLabel add -> Map.of("add-label", add.label());
      case Step.LabelBy by -> Map.of("label-by", labelBy(by));
      case Step.RemoveLabel remove -> Map.of("remove-label", remove.label());
      case Step.SetProperties set -> Map.of("set", new TreeMap<>(set.values()));
      case Step.Defaults defaults -> Map.of("default", new TreeMap<>(defaults.values()));
      case Step.RemoveProperties remove ->
          Map.of("remove", remove.properties().stream().sorted().toList());
      case Step.Rename rename -> Map.of("rename", new TreeMap<>(rename.names()));
      case Step.Copy copy -> Map.of("copy", new TreeMap<>(copy.names()));
      case Step.Cast cast -> Map.of("cast", cast(cast));
      case Step.MapValues map -> Map.of("map", map(map));
      case Step.IntoMap map ->
          Map.of("into-map", mapStep(map.of().stream().sorted().toList(), map.into(), map.keep()));
      case Step.FromMap map ->
          Map.of("from-map", mapStep(map.of(), map.into().stream().sorted().toList(), map.keep()));
      case Step.Java own -> Map.of("java", java(own));
      case Step.Retype retype -> Map.of("retype", retype(retype));
      case Step.Cypher cypher -> Map.of("cypher", cypher.statement());
    };
  }

  private static Map<String, Object> canonicalKey(Step.CanonicalKey key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", key.version());
    tree.put("of", key.of());
    tree.put("normalize", words(key.normalize()));
    tree.put("into", key.into());
    putIfPresent(tree, "version-into", key.versionInto());
    return tree;
  }

  private static Map<String, Object> rowHash(Step.RowHash hash) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", hash.version());
    tree.put("except", hash.except().stream().sorted().toList());
    tree.put("normalize", words(hash.normalize()));
    tree.put("into", hash.into());
    putIfPresent(tree, "version-into", hash.versionInto());
    return tree;
  }

  private static Map<String, Object> cast(Step.Cast cast) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("property", cast.property());
    tree.put("to", word(cast.to()));
    tree.put("into", cast.into());
    return tree;
  }

  private static Map<String, Object> map(Step.MapValues map) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("property", map.property());
    tree.put("into", map.into());
    tree.put("table", rows(map.table()));
    putIfPresent(tree, "default", map.otherwise());
    return tree;
  }

  private static Map<String, Object> labelBy(Step.LabelBy by) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("property", by.property());
    tree.put("labels", rows(by.labels()));
    tree.put(
        "otherwise",
        switch (by.otherwise()) {
          case Otherwise.Quarantine quarantine -> "quarantine";
          case Otherwise.Leave leave -> "leave";
          case Otherwise.Label other -> Map.of("label", other.label());
        });
    return tree;
  }

  private static Map<String, Object> java(Step.Java own) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("transform", own.transform());
    tree.put("of", own.of());
    tree.put("into", own.into());
    tree.put("config", new TreeMap<>(own.config()));
    tree.put("repeatable", own.repeatable());
    return tree;
  }

  private static Map<String, Object> mapStep(Object of, Object into, boolean keep) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("of", of);
    tree.put("into", into);
    tree.put("keep", keep);
    return tree;
  }

  /** A list of rows, because the keys of a JSON mapping are text only. */
  private static List<Map<String, Object>> rows(Map<Object, ?> table) {
    return table.entrySet().stream().sorted(BY_KEY).map(SpecPrinter::row).toList();
  }

  private static Map<String, Object> row(Map.Entry<Object, ?> entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("from", entry.getKey());
    row.put("to", entry.getValue());
    return row;
  }

  private static Map<String, Object> retype(Step.Retype retype) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("from", retype.from());
    tree.put("to", retype.to());
    tree.put("defaults", new TreeMap<>(retype.defaults()));
    return tree;
  }

  private static void putIfPresent(Map<String, Object> tree, String key, @Nullable Object value) {
    if (value != null) {
      tree.put(key, value);
    }
  }

  private static List<String> words(Set<Normalization> constants) {
    return constants.stream().sorted().map(SpecPrinter::word).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
