package org.drover.shared.specfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.drover.shared.spec.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaKeysTest {

  private static final JsonNode SCHEMA = schema();

  @ParameterizedTest
  @EnumSource(Form.class)
  void theSchemaKnowsTheKeysThatTheReaderKnows(Form form) {
    JsonNode definition = definition(form);

    assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(names(definition.path("properties")))
        .containsExactlyInAnyOrderElementsOf(form.keys());
    assertThat(texts(definition.path("required")))
        .containsExactlyInAnyOrderElementsOf(form.required());
  }

  @Test
  void theSchemaKnowsTheWordsThatTheReaderKnows() {
    assertThat(words("/properties/strategy")).isEqualTo(SpecReader.STRATEGIES.keySet());
    assertThat(words("/properties/mode")).isEqualTo(SpecReader.MODES.keySet());
    assertThat(words("/$defs/cast/properties/to")).isEqualTo(StepReader.VALUE_TYPES.keySet());
    assertThat(words("/$defs/normalize/items")).isEqualTo(StepReader.NORMALIZATIONS.keySet());
  }

  @Test
  void theSchemaKnowsTheDefaultsThatTheReaderKnows() {
    JsonNode workers = definition(Form.BUDGET).at("/properties/workers");

    assertThat(workers.path("default").asInt()).isEqualTo(BudgetReader.WORKERS_DEFAULT);
    assertThat(workers.path("maximum").asInt()).isEqualTo(Budget.WORKERS_MAX);
    assertThat(SCHEMA.at("/properties/graph/default").asText()).isEqualTo(SpecReader.GRAPH_DEFAULT);
  }

  private static JsonNode definition(Form form) {
    return form == Form.SPEC
        ? SCHEMA
        : SCHEMA.path("$defs").path(form.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Set<String> words(String pointer) {
    return Set.copyOf(texts(SCHEMA.at(pointer).path("enum")));
  }

  private static List<String> names(JsonNode mapping) {
    List<String> names = new ArrayList<>();
    mapping.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static JsonNode schema() {
    try {
      return new JsonMapper().readTree(PublishedFiles.schema());
    } catch (JsonProcessingException broken) {
      throw new AssertionError("the schema is not JSON", broken);
    }
  }
}
