package org.drover.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {

  @TempDir private Path folder;

  @Test
  void aPasswordNeedsNoQuotesAnywhereAndIsNeverTheSame() {
    assertThat(Secrets.newPassword())
        .matches("[A-Za-z0-9_-]{32}")
        .isNotEqualTo(Secrets.newPassword());
  }

  @Test
  void whatIsWrittenOnlyThisUserMayReadAlsoWhereOthersCouldBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Secrets.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileThatIsThereIsNotMadeAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "old");

    assertThatThrownBy(() -> Secrets.create(file)).isInstanceOf(FileAlreadyExistsException.class);
  }
}
