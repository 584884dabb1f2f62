package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A settings file's text that stands by itself, with other values. */
class SettingsTextTest {

  @TempDir private Path folder;

  @Test
  void aValueChangesWhereItStandsAndEverythingElseStays() throws IOException {
    Files.writeString(
        folder.resolve("chip.conf"), "# A chip.\nb {\n  c = 1.5   # Hz; guessed\n  d = 2\n}\n");
    Path file = folder.resolve("mine.conf");
    Files.writeString(file, "include \"chip.conf\"\n\na = 3 # mine\nb { d = 4 }\n");
    Config settings = SettingsFiles.read(file);
    SettingsText text = SettingsText.of(new SettingsFiles.Source.OfFile(file));

    SettingsText changed =
        text.with(settings, "b.c", "7", before -> "Hz; measured; before: " + before)
            .with(settings, "a", "5", before -> "")
            .with(settings, "b.d", "6", before -> "new");

    assertThat(changed.text())
        .isEqualTo(
            "# A chip.\nb {\n  c = 7  # Hz; measured; before: Hz; guessed\n  d = 2\n}\n\na = 5\n"
                + "b { d = 4 }\nb.d = 6  # new\n");
    assertThat(changed.settings().getInt("b.d")).isEqualTo(6);
    assertThat(changed.without(settings, "a").settings().hasPath("a")).isFalse();
    assertThat(changed.without(settings, "b.d").settings().hasPath("b.d")).isFalse();
  }

  /** Every accelerator of the jar is what its flattened text says. */
  @Test
  void aTextWithItsIncludesSaysTheSame() {
    for (String name : AcceleratorFile.builtIn()) {
      assertThat(AcceleratorFile.parse(name, AcceleratorFile.text(name).settings()))
          .isEqualTo(AcceleratorFile.find(name));
    }
  }
}
