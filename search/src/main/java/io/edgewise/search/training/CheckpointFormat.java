package io.edgewise.search.training;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checkpoints as bytes, big endian: a magic, the format's version, what is trained as {@code
 * key=value} lines, the step and the losses, the arrays, and the SHA-256 of all before it.
 */
public final class CheckpointFormat {

  static final int VERSION = 1;

  private static final byte[] MAGIC = "edgewise checkpoint\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int EPOCH_BYTES = 2 * Double.BYTES;

  private CheckpointFormat() {}

  /**
   * Writes a checkpoint.
   *
   * @param identity what decides the weights, by key; read back only for the same
   */
  public static byte[] write(Checkpoint checkpoint, SortedMap<String, String> identity) {
    byte[] header = text(identity).getBytes(StandardCharsets.UTF_8);
    Snapshot at = checkpoint.snapshot();
    List<float[]> arrays =
        List.of(at.parameters(), at.optimiser(), at.average(), checkpoint.best());
    long bytes = MAGIC.length + 4L * Integer.BYTES + header.length + Double.BYTES + Long.BYTES;
    bytes += (long) EPOCH_BYTES * checkpoint.epochs().size() + HASH_BYTES;
    for (float[] array : arrays) {
      bytes += Integer.BYTES + (long) Float.BYTES * array.length;
    }
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(bytes));
    file.put(MAGIC).putInt(VERSION).putInt(header.length).put(header);
    file.putInt(at.step()).putDouble(at.lossSum()).putLong(checkpoint.spentMillis());
    file.putInt(checkpoint.epochs().size());
    checkpoint.epochs().forEach(e -> file.putDouble(e.loss()).putDouble(e.accuracy()));
    arrays.forEach(array -> put(file, array));
    file.put(sha256(file.array(), file.position()));
    return file.array();
  }

  /**
   * Reads a checkpoint of the same training.
   *
   * @param identity what is to be trained
   * @throws CheckpointException if the bytes are damaged, of another version, or of a training that
   *     would come to other weights
   */
  public static Checkpoint read(byte[] bytes, SortedMap<String, String> identity) {
    int end = bytes.length - HASH_BYTES;
    if (end < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CheckpointException("is no checkpoint, or its beginning is damaged");
    }
    if (!Arrays.equals(sha256(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new CheckpointException(
          "is cut off or damaged: its checksum is not that of its content");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes, MAGIC.length, end - MAGIC.length);
    try {
      int version = file.getInt();
      if (version != VERSION) {
        throw new CheckpointException(
            "is of format version " + version + "; this Edgewise reads version " + VERSION);
      }
      byte[] header = new byte[bounded(file.getInt(), 1, file)];
      file.get(header);
      requireSame(parse(new String(header, StandardCharsets.UTF_8)), identity);
      return checkpoint(file);
    } catch (BufferUnderflowException e) {
      throw new CheckpointException("ends before its content does");
    }
  }

  private static Checkpoint checkpoint(ByteBuffer file) {
    int step = file.getInt();
    double lossSum = file.getDouble();
    long spentMillis = file.getLong();
    int count = bounded(file.getInt(), EPOCH_BYTES, file);
    List<EpochResult> epochs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      epochs.add(new EpochResult(file.getDouble(), file.getDouble()));
    }
    return new Checkpoint(
        new Snapshot(step, lossSum, array(file), array(file), array(file)),
        epochs,
        array(file),
        spentMillis);
  }

  private static void requireSame(Map<String, String> was, SortedMap<String, String> is) {
    TreeSet<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    List<String> changed =
        keys.stream()
            .filter(key -> !Objects.equals(was.get(key), is.get(key)))
            .map(key -> key + ": was " + shown(was, key) + ", is " + shown(is, key))
            .toList();
    if (!changed.isEmpty()) {
      throw new CheckpointException("is of another training (" + String.join("; ", changed) + ")");
    }
  }

  private static String shown(Map<String, String> values, String key) {
    return values.getOrDefault(key, "not there");
  }

  private static String text(SortedMap<String, String> identity) {
    StringBuilder text = new StringBuilder();
    identity.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> identity = new TreeMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              identity.put(
                  equals < 0 ? line : line.substring(0, equals), line.substring(equals + 1));
            });
    return identity;
  }

  private static void put(ByteBuffer file, float[] array) {
    file.putInt(array.length);
    file.asFloatBuffer().put(array);
    file.position(file.position() + Float.BYTES * array.length);
  }

  private static float[] array(ByteBuffer file) {
    float[] array = new float[bounded(file.getInt(), Float.BYTES, file)];
    file.asFloatBuffer().get(array);
    file.position(file.position() + Float.BYTES * array.length);
    return array;
  }

  /** A count is believed only as far as the file goes. */
  private static int bounded(int count, int bytesEach, ByteBuffer file) {
    if (count < 0 || (long) count * bytesEach > file.remaining()) {
      throw new CheckpointException("holds " + count + " of something that it has no room for");
    }
    return count;
  }

  static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
