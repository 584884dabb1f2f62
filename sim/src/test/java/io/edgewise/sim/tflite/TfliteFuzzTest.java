package io.edgewise.sim.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.sim.Accelerators;
import io.edgewise.sim.Simulator;
import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.engine.CycleSimulator;
import io.edgewise.sim.placement.Judgement.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;

/**
 * Damaged files give a network, which can be simulated, or a {@link TfliteException}, and nothing
 * else: no other exception, no endless loop, no exhausted memory.
 *
 * <p>A long run, of 20,000 mutations of each file: {@code mvn -pl sim verify -Dtest=TfliteFuzzTest
 * -Dedgewise.fuzz.mutations=20000}. It prints how many were refused and the slowest answer.
 */
class TfliteFuzzTest {

  private static final int MUTATIONS = Integer.getInteger("edgewise.fuzz.mutations", 200);

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final Simulator SIMULATOR = new CycleSimulator(Accelerators.coralUsb());

  /** Weights shorter than this are left among the structure. */
  private static final int LONG_WEIGHTS = 64;

  static Stream<Path> files() throws IOException {
    Stream<Path> real =
        Files.isDirectory(RealFilesTest.FOLDER)
            ? Files.list(RealFilesTest.FOLDER).filter(TfliteFuzzTest::isSmall).sorted()
            : Stream.empty();
    return Stream.concat(Stream.of(Path.of("sketch")), real);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aDamagedFileIsReadOrRefused(Path file) throws IOException {
    byte[] original =
        Files.exists(file)
            ? Files.readAllBytes(file)
            : ModelSketch.convolutionAndPooling().file().array();
    Mutation mutation = new Mutation(original, structure(original));
    int refused = 0;
    long slowest = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = mutation.damaged(new SplittableRandom(31L * i + original.length));
      requireChecked(damaged, i);
      long start = CLOCK.getCurrentThreadCpuTime();
      refused += isRefused(damaged, i) ? 1 : 0;
      slowest = Math.max(slowest, CLOCK.getCurrentThreadCpuTime() - start);
    }
    assertThat(refused).as("a mutation that never hurts tests nothing").isPositive();
    if (MUTATIONS > 1000) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d of %d refused, slowest answer %.1f ms of CPU%n",
          file.getFileName(),
          refused,
          MUTATIONS,
          slowest / 1e6);
    }
  }

  private static boolean isRefused(byte[] damaged, int mutation) {
    try {
      TfliteNetwork network = TfliteReader.read("damaged", ByteBuffer.wrap(damaged));
      assertThat(network.graph().macs()).isNotNegative();
      assertThat(network.graph().parameters()).isNotNegative();
      assertThat(SIMULATOR.simulate(network.graph())).isNotNull();
      return false;
    } catch (TfliteException e) {
      assertThat(e.getMessage()).as("mutation %d", mutation).isNotBlank().hasSizeLessThan(2000);
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("mutation " + mutation, e);
    }
  }

  /** A check takes more files than the simulator does, and is as safe. */
  private static void requireChecked(byte[] damaged, int mutation) {
    try {
      FileCheck check = FileCheck.of(TfliteReader.operators("damaged", ByteBuffer.wrap(damaged)));
      long placed = Arrays.stream(Place.values()).mapToLong(check::count).sum();
      assertThat(placed).isEqualTo(check.file().operators().size());
    } catch (TfliteException e) {
      assertThat(e.getMessage()).as("mutation %d", mutation).isNotBlank().hasSizeLessThan(2000);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("check of mutation " + mutation, e);
    }
  }

  /** Multiples of four outside long weights. */
  private static int[] structure(byte[] file) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    BitSet weights = new BitSet(file.length);
    for (int i = 0; i < model.buffersLength(); i++) {
      Buffer buffer = model.buffers(i);
      if (buffer.dataLength() > LONG_WEIGHTS) {
        ByteBuffer data = buffer.dataAsByteBuffer();
        weights.set(data.position(), data.limit());
      }
    }
    int[] places = new int[file.length / 4];
    int count = 0;
    for (int at = 0; at + 4 <= file.length; at += 4) {
      if (!weights.get(at)) {
        places[count++] = at;
      }
    }
    return Arrays.copyOf(places, count);
  }

  /** Copies of large files cost more than they find, in the short run. */
  private static boolean isSmall(Path file) {
    try {
      return MUTATIONS > 1000 || Files.size(file) < 1 << 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
