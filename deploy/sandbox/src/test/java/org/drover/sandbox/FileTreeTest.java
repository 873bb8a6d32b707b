package org.drover.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {

  @TempDir private Path folder;

  @Test
  void aTreeGoesAndWhatItsLinksNameStays() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "text");
    Path tree = Files.createDirectories(folder.resolve("tree/below"));
    Files.writeString(tree.resolve("file"), "text");
    Files.createSymbolicLink(tree.resolve("link"), kept);

    FileTree.delete(folder.resolve("tree"));

    assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("tree"));
    assertThat(kept.resolve("file")).hasContent("text");
  }

  @Test
  void whatIsNotThereNeedsNoDeleting() {
    assertThatCode(() -> FileTree.delete(folder.resolve("nowhere"))).doesNotThrowAnyException();
  }
}
