package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeFolderTest {

  @Test
  void aTildeAloneOrBeforeASlashIsTheHomeFolderOfTheShell() {
    assertThat(HomeFolder.expand("~", "/home/ada", "/home/grace")).isEqualTo("/home/ada");
    assertThat(HomeFolder.expand("~/runs/history", "/home/ada", "/home/grace"))
        .isEqualTo("/home/ada/runs/history");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "relative"})
  void withoutHomeItIsTheOneThatJavaFinds(@Nullable String home) {
    assertThat(HomeFolder.expand("~/runs", home, "/home/grace")).isEqualTo("/home/grace/runs");
  }

  @Test
  void withoutAnyItIsRefused() {
    assertThatThrownBy(() -> HomeFolder.expand("~/runs", null, "?"))
        .hasMessage(
            "~/runs: 1 mistake\n"
                + "  the home folder is not known; set HOME, or write the whole path");
    assertThat(HomeFolder.expand("runs", null, "?")).isEqualTo("runs");
  }

  @Test
  void whatCanBeNoPathIsRefused() {
    assertThatThrownBy(() -> HomeFolder.path("a\0b"))
        .hasMessageEndingWith("can be no path of a file: Nul character not allowed");
    assertThat(HomeFolder.path("a b")).isEqualTo(Path.of("a b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~old.csv", "~old/a.csv", "./~", "a/~/b", "file:~/x", "/~"})
  void everyOtherTildeIsACharacterOfAName(String path) {
    assertThat(HomeFolder.expand(path)).isEqualTo(path);
  }
}
