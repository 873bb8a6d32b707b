package org.drover.shared.specfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder of specs. A new case is a new file: NAME.yaml, and if it is to be refused, NAME.errors
 * with every error in full. What is refused for its text is not well-formed or disputed; for its
 * shape, the schema refuses it too; for its meaning, only the reader can tell.
 */
class SpecCorpusTest {

  private static final Path SPECS = Path.of("src/test/resources/specs");
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(PublishedFiles.schema());

  static Stream<Path> accepted() throws IOException {
    return specsIn("accepted");
  }

  static Stream<Path> refused() throws IOException {
    return specsIn("refused");
  }

  static Stream<Path> refusedForShape() throws IOException {
    return specsIn("refused/shape");
  }

  static Stream<Path> refusedForMeaning() throws IOException {
    return specsIn("refused/meaning");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void anAcceptedSpecIsReadWithoutError(Path file) throws IOException {
    assertThat(errors(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theSchemaAcceptsWhatTheReaderAccepts(Path file) throws IOException {
    assertThat(SCHEMA.validate(tree(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void anAcceptedSpecPrintsAsOneThatReadsTheSame(Path file) throws IOException {
    SpecReading.Ready first = ready(Files.readString(file));
    SpecReading.Ready second = ready(SpecPrinter.print(first.spec()));

    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusedSpecHasExactlyTheseErrors(Path file) throws IOException {
    Path expected = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".errors"));

    assertThat(errors(file)).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("refusedForShape")
  void theSchemaRefusesWhatIsRefusedForItsShape(Path file) throws IOException {
    assertThat(SCHEMA.validate(tree(file))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusedForMeaning")
  void theSchemaAcceptsWhatOnlyTheReaderCanTell(Path file) throws IOException {
    assertThat(SCHEMA.validate(tree(file))).isEmpty();
  }

  private static Stream<Path> specsIn(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(SPECS.resolve(folder))) {
      List<Path> specs = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      return specs.stream();
    }
  }

  private static String errors(Path file) throws IOException {
    return switch (SpecReader.read(Files.readString(file))) {
      case SpecReading.Ready ready -> "";
      case SpecReading.Refused refused ->
          refused.errors().stream()
              .map(error -> error.in(file.getFileName().toString()) + "\n")
              .collect(Collectors.joining());
    };
  }

  private static SpecReading.Ready ready(String source) {
    return (SpecReading.Ready) SpecReader.read(source);
  }

  /** As an editor sees it; this parser takes neither the tabs nor the escaped slashes of JSON. */
  private static JsonNode tree(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file).replace("\t", " ").replace("\\/", "/"));
  }
}
