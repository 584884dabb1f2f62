package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.console.ExitCode;
import io.edgewise.search.history.Contents;
import io.edgewise.search.history.Provenance;
import io.edgewise.sim.settings.SettingsFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search is what the files hold that it names, not what they are called. */
class SearchIdentityIT {

  private static final String CHIP = "include \"coral-usb.conf\"\nname = mine\n";
  private static final String SPACE = "include \"efficientnet-edgetpu.conf\"\n";

  @TempDir private Path folder;

  @BeforeEach
  void describe() throws IOException {
    copy(Path.of("../conf/accelerators"), folder.resolve("chips"));
    copy(Path.of("../conf/spaces"), folder.resolve("spaces"));
    Files.writeString(folder.resolve("chips/mine.conf"), CHIP + "host.fixed-micros = 573\n");
    Files.writeString(folder.resolve("spaces/mine.conf"), SPACE);
    for (String name : new String[] {"ant", "bee", "cat"}) {
      pictures(folder.resolve("images/" + name));
    }
  }

  /** Eight pictures of noise. */
  private static void pictures(Path to) throws IOException {
    Files.createDirectories(to);
    SplittableRandom random = new SplittableRandom(to.getFileName().toString().hashCode());
    for (int i = 0; i < 8; i++) {
      BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      for (int at = 0; at < 256; at++) {
        picture.setRGB(at % 16, at / 16, random.nextInt());
      }
      ImageIO.write(picture, "png", to.resolve(i + ".png").toFile());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private CommandLineRun search(String chip, String space, String images) throws IOException {
    Path config = TinySearch.config(folder, "search.generations = 1");
    return CommandLineRun.edgewise(
        1,
        TinySearch.args(
            config,
            folder.resolve("runs"),
            "accelerator=" + folder.resolve(chip),
            "space=" + folder.resolve(space),
            "dataset.kind=folder",
            "dataset.path=" + folder.resolve(images),
            "dataset.examples=24"));
  }

  private String refusal() throws IOException {
    CommandLineRun run = search("chips/mine.conf", "spaces/mine.conf", "images");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("search tiny was started with other settings:");
    return run.err();
  }

  @Test
  void goesByContentsAndNotByNames() throws IOException {
    CommandLineRun first = search("chips/mine.conf", "spaces/mine.conf", "images");
    assertThat(first.exitCode()).as(first.err()).isZero();

    // Every file may lie elsewhere, be called otherwise, and have another comment.
    Files.writeString(
        folder.resolve("chips/other.conf"), CHIP + "# as measured\nhost.fixed-micros = 573\n");
    Files.copy(folder.resolve("spaces/mine.conf"), folder.resolve("spaces/other.conf"));
    copyTree(folder.resolve("images"), folder.resolve("pictures"));
    CommandLineRun again = search("chips/other.conf", "spaces/other.conf", "pictures");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("all 1 generations are done");

    Files.writeString(folder.resolve("chips/mine.conf"), CHIP + "host.fixed-micros = 900\n");
    assertThat(refusal()).contains("\n  chip.host.fixed-micros: was 573, is 900\n");
    describeChipAsBefore();

    Files.writeString(folder.resolve("spaces/mine.conf"), SPACE + "name = mine\n");
    assertThat(refusal()).contains("\n  space.name: was \"efficientnet-edgetpu\", is \"mine\"\n");
    Files.writeString(folder.resolve("spaces/mine.conf"), SPACE);

    pictures(folder.resolve("images/dog"));
    assertThat(refusal())
        .contains("\n  data.classes: was 3, is 4\n")
        .contains("\n  data.files: was 24, is 32\n");
  }

  @Test
  void aSearchCanBeRepeatedWithoutItsFiles() throws IOException {
    CommandLineRun run = search("chips/mine.conf", "spaces/mine.conf", "images");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Provenance kept = TinySearch.stored(folder.resolve("runs")).provenance();
    assertThat(kept.contents().of(Contents.Part.ACCELERATOR))
        .containsEntry("chip.host.fixed-micros", "573")
        .containsEntry("chip.name", "\"mine\"");
    Path chip =
        Files.writeString(folder.resolve("kept.conf"), kept.environment().get("accelerator"));
    assertThat(SettingsFiles.read(chip))
        .isEqualTo(SettingsFiles.read(folder.resolve("chips/mine.conf")));
    Path space = Files.writeString(folder.resolve("space.conf"), kept.environment().get("space"));
    assertThat(SettingsFiles.read(space))
        .isEqualTo(SettingsFiles.read(folder.resolve("spaces/mine.conf")));
  }

  private void describeChipAsBefore() throws IOException {
    Files.writeString(folder.resolve("chips/mine.conf"), CHIP + "host.fixed-micros = 573\n");
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }
}
