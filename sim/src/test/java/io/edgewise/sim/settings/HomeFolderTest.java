package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeFolderTest {

  private static final String HOME = System.getProperty("user.home");

  @Test
  void aTildeAloneOrBeforeASlashIsTheHomeFolder() {
    assertThat(HomeFolder.expand("~")).isEqualTo(HOME);
    assertThat(HomeFolder.expand("~/runs/history")).isEqualTo(HOME + "/runs/history");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~old.csv", "~old/a.csv", "./~", "a/~/b", "file:~/x", "/~"})
  void everyOtherTildeIsACharacterOfAName(String path) {
    assertThat(HomeFolder.expand(path)).isEqualTo(path);
  }
}
