package io.edgewise.search.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointFormatTest {

  private static final SortedMap<String, String> IDENTITY =
      new TreeMap<>(Map.of("architecture", "c26aee5ea8b43c44", "classes", "10"));
  private static final int HASH_BYTES = 32;
  private static final int VERSION_AT = "edgewise checkpoint\n".length();

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new Snapshot(
              12, 3.25, new float[] {1, -0f, Float.MIN_VALUE}, new float[] {4}, new float[] {5, 6}),
          List.of(new EpochResult(2.3, 0.1), new EpochResult(1.9, 0.3)),
          new float[] {7, 8},
          4711);

  @Test
  void whatIsReadIsWhatWasWritten() {
    Checkpoint read = CheckpointFormat.read(CheckpointFormat.write(CHECKPOINT, IDENTITY), IDENTITY);

    assertThat(read).usingRecursiveComparison().isEqualTo(CHECKPOINT);
    assertThat(read.bestEpoch()).isEqualTo(1);
  }

  @Test
  void aTrainingBeforeItsFirstEpochHasNoBest() {
    Checkpoint start = Checkpoint.start(CHECKPOINT.snapshot());
    Checkpoint read = CheckpointFormat.read(CheckpointFormat.write(start, IDENTITY), IDENTITY);

    assertThat(read.bestEpoch()).isEqualTo(-1);
    assertThat(read.best()).isEmpty();
  }

  @Test
  void theEarliestOfEqualEpochsIsTheBestAndKeepsItsWeights() {
    Snapshot round = CHECKPOINT.snapshot();
    Checkpoint first = Checkpoint.start(round).afterEpoch(round, new EpochResult(1, 0.5), 1);
    Snapshot later = new Snapshot(20, 1, new float[3], new float[1], new float[] {9, 9});
    Checkpoint second = first.afterEpoch(later, new EpochResult(0.5, 0.5), 1);

    assertThat(second.bestEpoch()).isZero();
    assertThat(second.best()).containsExactly(5, 6);
    assertThat(second.afterEpoch(later, new EpochResult(0.5, 0.6), 1).best()).containsExactly(9, 9);
  }

  static IntStream lengths() {
    return IntStream.range(0, CheckpointFormat.write(CHECKPOINT, IDENTITY).length);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void oneThatIsCutAnywhereIsRefused(int length) {
    byte[] bytes = Arrays.copyOf(CheckpointFormat.write(CHECKPOINT, IDENTITY), length);

    assertThatThrownBy(() -> CheckpointFormat.read(bytes, IDENTITY))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void anyBitThatIsAlteredIsFound() {
    byte[] whole = CheckpointFormat.write(CHECKPOINT, IDENTITY);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> CheckpointFormat.read(bytes, IDENTITY))
          .as("bit %d", bit)
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void damageIsToldFromAnotherFile() {
    byte[] whole = CheckpointFormat.write(CHECKPOINT, IDENTITY);
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;

    assertThatThrownBy(() -> CheckpointFormat.read(altered, IDENTITY))
        .hasMessage("is cut off or damaged: its checksum is not that of its content");
    assertThatThrownBy(() -> CheckpointFormat.read(new byte[1000], IDENTITY))
        .hasMessage("is no checkpoint, or its beginning is damaged");
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] bytes = CheckpointFormat.write(CHECKPOINT, IDENTITY);
    ByteBuffer.wrap(bytes).putInt(VERSION_AT, 2);

    assertThatThrownBy(() -> CheckpointFormat.read(sealed(bytes), IDENTITY))
        .hasMessage("is of format version 2; this Edgewise reads version 1");
  }

  @Test
  void whatIsTrainedHasToBeTheSame() {
    byte[] bytes = CheckpointFormat.write(CHECKPOINT, IDENTITY);
    SortedMap<String, String> other =
        new TreeMap<>(Map.of("architecture", "0000000000000000", "classes", "100", "x", "1"));

    assertThatThrownBy(() -> CheckpointFormat.read(bytes, other))
        .hasMessage(
            "is of another training (architecture: was c26aee5ea8b43c44, is 0000000000000000;"
                + " classes: was 10, is 100; x: was not there, is 1)");
  }

  /** A file that lies about itself, checksum and all, takes no more memory than it has bytes. */
  @Test
  void countsAreBelievedOnlyAsFarAsTheFileGoes() {
    byte[] whole = CheckpointFormat.write(CHECKPOINT, IDENTITY);
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = whole.clone();
      int at = VERSION_AT + 4 + random.nextInt(bytes.length - HASH_BYTES - VERSION_AT - 8);
      ByteBuffer.wrap(bytes)
          .putInt(at, random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt());
      try {
        CheckpointFormat.read(sealed(bytes), IDENTITY);
      } catch (CheckpointException expected) {
        assertThat(expected).message().isNotBlank();
      }
    }
  }

  private static byte[] sealed(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, bytes.length - HASH_BYTES);
      ByteBuffer.wrap(bytes).put(bytes.length - HASH_BYTES, digest.digest());
      return bytes;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
