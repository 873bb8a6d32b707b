package org.drover.shared.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class PluginsTest {

  private final Plugins plugins = Plugins.of(List.of(new Named("a", "1"), new Named("b", "2.0")));

  @Test
  void aTransformIsFoundByTheNameThatItDeclares() {
    assertThat(plugins.named("b").version()).isEqualTo("2.0");
    assertThat(plugins.versions(List.of("b", "c"))).isEqualTo(Map.of("b", "2.0"));
    assertThatThrownBy(() -> plugins.named("c"))
        .hasMessage(
            "there is no transform 'c' on the class path; there are: a 1, b 2.0. Put its jar into"
                + " the folder 'plugins' of every coordinator and worker, and start them again");
  }

  @Test
  void whatWasPlannedIsDoneByTheSameVersionOnly() {
    assertThat(plugins.against(Map.of("a", "1", "b", "2.0"))).isEmpty();
    assertThat(plugins.against(Map.of("b", "2.1")))
        .startsWith(
            "the pass was planned with version 2.1 of the transform 'b', and version 2.0 is on the"
                + " class path.");
    assertThat(Plugins.of(List.of()).against(Map.of("b", "2.1")))
        .startsWith(
            "the pass was planned with version 2.1 of the transform 'b', and the class path has none"
                + " of that name; there are none.");
  }

  // Which of the two would be meant, depends on the order of the class path.
  @Test
  void oneOfTwoWithTheSameNameIsNotChosen() {
    Plugins twice =
        Plugins.of(List.of(new Named("a", "1"), new Named("a", "2"), new Named("b", "1")));

    assertThat(twice.has("a")).isFalse();
    assertThat(twice.missing("a")).contains("are: b 1 (not usable: several are called a, of them");
  }

  @Test
  void oneThatCannotBeLoadedIsToldAndOthersAreFound() {
    Iterator<MemberTransform> two = List.<MemberTransform>of(new Named("a", "1")).iterator();
    Plugins some = Plugins.of(() -> failingFirst(two));

    assertThat(some.has("a")).isTrue();
    assertThat(some.missing("b")).contains("not usable: Provider org.example.Mine not found");
  }

  @Test
  void aNameThatNoSpecCouldSayIsNotUsable() {
    assertThat(Plugins.of(List.of(new Named("a b", "1"), new Named("c", ""))).missing("c"))
        .contains("there are none (not usable: ");
  }

  private static Iterator<MemberTransform> failingFirst(Iterator<MemberTransform> rest) {
    return new Iterator<>() {
      private boolean failed;

      @Override
      public boolean hasNext() {
        return !failed || rest.hasNext();
      }

      @Override
      public MemberTransform next() {
        if (!failed) {
          failed = true;
          throw new ServiceConfigurationError("Provider org.example.Mine not found");
        }
        return rest.next();
      }
    };
  }

  private record Named(String name, String version) implements MemberTransform {
    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void run(Setting setting, MemberBatch batch) {
      throw new UnsupportedOperationException("nobody calls it");
    }
  }
}
