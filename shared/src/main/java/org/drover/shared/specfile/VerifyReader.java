package org.drover.shared.specfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Verification;

/** Reads what a verification is to look at. */
final class VerifyReader {

  static final Map<String, Level> LEVELS = StepReader.words(Level.values());

  /** In the order in which they are said; the first is the stand-in. */
  static final Map<String, Boolean> RELATIONSHIPS = relationships();

  static final int NAME_LENGTH_MAX = 100;

  private VerifyReader() {}

  private static Map<String, Boolean> relationships() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("same", true);
    words.put("any", false);
    return Collections.unmodifiableMap(words);
  }

  static Verification read(Spot spot) {
    Fields fields = Fields.open(spot, Form.VERIFY);
    Level level =
        fields
            .find("level")
            .map(word -> word.word("level", LEVELS))
            .orElse(Verification.USUAL.level());
    List<String> unique =
        fields
            .find("unique")
            .map(list -> Names.properties(list.someItems("a list of properties")))
            .orElse(List.of());
    return new Verification(
        level,
        unique,
        fields.find("queries").map(VerifyReader::queries).orElse(List.of()),
        fields.find("relationships").map(word -> word.word("rule", RELATIONSHIPS)).orElse(null));
  }

  private static List<DeclaredQuery> queries(Spot spot) {
    List<DeclaredQuery> queries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Spot item : spot.someItems("a list of queries")) {
      DeclaredQuery query = query(item, queries.size() + 1);
      if (!names.add(query.name())) {
        item.refuse("another query is called '" + query.name() + "' already");
      }
      queries.add(query);
    }
    return queries;
  }

  /** A text alone is a query; it is called by its place. */
  private static DeclaredQuery query(Spot spot, int place) {
    String name = "query " + place;
    if (spot.isText()) {
      return new DeclaredQuery(name, cypher(spot), false, DeclaredQuery.PERCENT_DEFAULT);
    }
    Fields fields = Fields.open(spot, Form.QUERY);
    return new DeclaredQuery(
        fields.find("name").map(VerifyReader::name).orElse(name),
        cypher(fields.get("cypher")),
        fields.find("ordered").map(Spot::truth).orElse(false),
        fields
            .find("tolerance")
            .flatMap(at -> BudgetReader.amount(at, "a rise", Amounts::rise))
            .orElse(DeclaredQuery.PERCENT_DEFAULT));
  }

  private static String name(Spot spot) {
    String name = spot.text("a name");
    if (spot.isText() && (name.isBlank() || name.length() > NAME_LENGTH_MAX)) {
      spot.refuse("expected a name of 1 to " + NAME_LENGTH_MAX + " characters");
    }
    return name;
  }

  private static String cypher(Spot spot) {
    String text = spot.text("a query that only reads");
    if (spot.isText() && text.isBlank()) {
      spot.refuse("expected a query that only reads, found nothing");
    }
    return text;
  }
}
