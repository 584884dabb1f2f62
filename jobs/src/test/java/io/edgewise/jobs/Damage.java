package io.edgewise.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.edgewise.jobs.history.HistoryException;
import io.edgewise.search.seed.Seeds;
import io.edgewise.search.table.TableException;
import io.edgewise.sim.settings.SettingsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Damages a text as people, editors and disks do: it is read, or refused with a message that names
 * the file; never a fault, never a hang, never with memory beyond a bound.
 */
public final class Damage {

  private static final int MUTATIONS = 1000;

  /** This limit is against a hang only; a thousand readings take a second or two. */
  private static final Duration NO_HANG = Duration.ofMinutes(5);

  /** Some hundred times what a whole text of a kind takes. */
  private static final long MOST_BYTES = 256L << 20;

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

  private Damage() {}

  /**
   * Reads a text, then damages it a thousand times.
   *
   * @param file what it is written to, and what a refusal must name
   * @param whole a text that is read without complaint
   * @param read reads the file to the end
   */
  public static void readOrRefused(Path file, String whole, Consumer<Path> read)
      throws IOException {
    readOrRefused(file, whole, text -> text, read);
  }

  /**
   * @param mended makes a damaged text look whole, such as by a checksum, so that it is read on
   */
  public static void readOrRefused(
      Path file, String whole, UnaryOperator<byte[]> mended, Consumer<Path> read)
      throws IOException {
    Files.writeString(file, whole);
    read.accept(file);
    assertTimeoutPreemptively(
        NO_HANG,
        () -> {
          int refused = 0;
          for (int i = 0; i < MUTATIONS; i++) {
            byte[] text = mended.apply(damaged(whole, new SplittableRandom(Seeds.mix(1, 0, i))));
            Files.write(file, text);
            long before = allocated();
            refused += isRefused(file, text, read) ? 1 : 0;
            assertThat(allocated() - before)
                .as(() -> "bytes allocated for: " + new String(text, StandardCharsets.UTF_8))
                .isLessThan(MOST_BYTES);
          }
          // Damage that is never noticed would mean that nothing is read.
          assertThat(refused).isGreaterThan(MUTATIONS / 10);
        });
  }

  /**
   * Counts the bytes that this thread has allocated so far: a reading cannot hold more than it
   * allocates.
   */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static boolean isRefused(Path file, byte[] text, Consumer<Path> read) {
    try {
      read.accept(file);
      return false;
    } catch (SettingsException | HistoryException | TableException e) {
      assertThat(e.getMessage()).contains(file.getFileName().toString());
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
