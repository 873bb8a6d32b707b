package org.drover.deploy.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import org.drover.deploy.SampleViews;
import org.junit.jupiter.api.Test;

final class PageDisplayTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Display display =
      new PageDisplay(
          new PrintStream(out, true, UTF_8), InstantSource.fixed(SampleViews.START), false);

  @Test
  void theTerminalIsGivenBackAsItWas() {
    display.show(SampleViews.running(470));
    display.close();
    display.close();

    assertThat(out.toString(UTF_8))
        .startsWith("\u001b[?1049h\u001b[?25l")
        .contains("47%")
        .endsWith("\u001b[?25h\u001b[?1049l");
  }

  @Test
  void nothingIsTouchedBeforeThereIsSomethingToShow() {
    display.say("no coordinator answers; asking again");
    display.close();

    assertThat(out.toString(UTF_8)).isEqualTo("no coordinator answers; asking again\n");
  }
}
