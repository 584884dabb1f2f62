package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.edgewise.jobs.config.Overrides;
import io.edgewise.jobs.config.SearchConfig;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.space.file.ArchitectureJson;
import io.edgewise.search.space.file.SearchSpaceFile;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.settings.AcceleratorFile;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text that people write or edit is damaged a thousand times: it is read, or refused with a
 * message that names the file; never a fault, never a hang.
 */
class DamagedTextTest {

  private static final int MUTATIONS = 1000;

  /** This limit is against a hang only; a thousand readings take a second or two. */
  private static final Duration NO_HANG = Duration.ofMinutes(5);

  /** Somebody types, pastes or is sent these pieces; they are put in at random. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"\"",
          "=",
          ":",
          ",",
          "\n",
          "\r\n",
          "\u0000",
          "\uFEFF",
          "ü",
          "-1",
          "0",
          "NaN",
          "1e999",
          "-Infinity",
          "99999999999999999999",
          "0.0000000001",
          "null",
          "true",
          "${search.id}",
          "${?HOME}",
          "include \"x.conf\"",
          "include file(\"/etc/passwd\")",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "{a={a={a={a={a={a={a={a={a={a=",
          "../../..",
          "\\u",
          "//",
          "#",
          "10s",
          "5 GB",
          "2147483648",
          "a.b.c.d.e.f = 1",
          "+=");

  @TempDir private Path folder;

  /**
   * A kind of text input.
   *
   * @param file its name as people have it
   * @param whole a text that is read without complaint
   * @param read reads a file of this kind to the end
   */
  private record Kind(String name, String file, String whole, Consumer<Path> read) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Kind> kinds() throws IOException {
    Path conf = Path.of("../conf");
    return Stream.of(
        new Kind(
            "search file",
            "my.conf",
            Files.readString(conf.resolve("quickstart.conf")),
            file -> SearchConfig.read(file, Overrides.NONE)),
        new Kind(
            "nights",
            "nights.conf",
            Files.readString(conf.resolve("nightly.conf"))
                .replace("include \"quickstart.conf\"", ""),
            file -> SearchConfig.read(file, Overrides.NONE)),
        new Kind(
            "search space",
            "my-space.conf",
            Files.readString(conf.resolve("spaces/efficientnet-edgetpu.conf")),
            file -> SearchSpaceFile.read(file).first()),
        new Kind(
            "accelerator",
            "chip.conf",
            Files.readString(conf.resolve("accelerators/edge-tpu.conf"))
                + Files.readString(conf.resolve("accelerators/coral-usb.conf"))
                    .replace("include \"edge-tpu.conf\"", ""),
            AcceleratorFile::read),
        new Kind(
            "architecture",
            "network.json",
            ArchitectureJson.write(
                new ArchitectureJson.Document(
                    "efficientnet-edgetpu", SearchSpaceFile.find("efficientnet-edgetpu").first())),
            ArchitectureJson::read));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void isReadOrRefusedByName(Kind kind) throws IOException {
    Path file = folder.resolve(kind.file());
    Files.writeString(file, kind.whole());
    kind.read().accept(file);
    assertTimeoutPreemptively(
        NO_HANG,
        () -> {
          int refused = 0;
          for (int i = 0; i < MUTATIONS; i++) {
            byte[] text = damaged(kind.whole(), new SplittableRandom(Seeds.mix(1, 0, i)));
            Files.write(file, text);
            refused += isRefused(kind, file, text) ? 1 : 0;
          }
          // Damage that is never noticed would mean that nothing is read.
          assertThat(refused).isGreaterThan(MUTATIONS / 10);
        });
  }

  private static boolean isRefused(Kind kind, Path file, byte[] text) {
    try {
      kind.read().accept(file);
      return false;
    } catch (SettingsException | HistoryException | TableException e) {
      assertThat(e.getMessage()).contains(kind.file());
      return true;
    } catch (RuntimeException | Error e) {
      return fail(new String(text, StandardCharsets.UTF_8), e);
    }
  }

  private static byte[] damaged(String whole, SplittableRandom random) {
    String text = whole;
    for (int i = 0; i <= random.nextInt(3); i++) {
      text = damagedOnce(text, random);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static String damagedOnce(String text, SplittableRandom random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(40));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, from);
      case 1 -> text.substring(0, from) + text.substring(to);
      case 2 -> text.substring(0, to) + text.substring(from);
      case 3 -> text.substring(0, from) + piece + text.substring(to);
      case 4 -> withAnotherNumber(text, from, piece);
      default -> text.substring(0, from) + piece + text.substring(from);
    };
  }

  /** The next number after a place becomes something else: values are what people change most. */
  private static String withAnotherNumber(String text, int from, String piece) {
    return text.substring(0, from)
        + text.substring(from).replaceFirst("[0-9]+", "\u0001").replace("\u0001", piece);
  }
}
