package io.edgewise.sim.tflite;

import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.tensorflow.lite.schema.Model;

/** Reads {@code .tflite} files, quantised or float. */
public final class TfliteReader {

  /** The suffix of the files. */
  public static final String SUFFIX = ".tflite";

  /** VGG-19 in floats has 575 MB. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  private TfliteReader() {}

  /**
   * Reads a file as a network. Memory does not grow with the weights: they stay in the file.
   *
   * @throws TfliteException if there is no such file or it cannot be read as a network; the message
   *     names the file
   */
  public static TfliteNetwork read(Path file) {
    return mapped(file, bytes -> read(name(file), bytes));
  }

  /**
   * Reads what stands in a file, network or not.
   *
   * @throws TfliteException if there is no such file or it is damaged; the message names the file
   */
  public static TfliteFile operators(Path file) {
    return mapped(file, bytes -> operators(name(file), bytes));
  }

  /**
   * Reads a file's bytes as a network.
   *
   * @param name names the network in reports
   * @param bytes the whole file, from position 0 to the limit
   * @throws TfliteException if these bytes are no network that can be read
   */
  public static TfliteNetwork read(String name, ByteBuffer bytes) {
    return GraphReader.read(name, verified(bytes));
  }

  /**
   * Reads what stands in a file's bytes.
   *
   * @param bytes the whole file, from position 0 to the limit
   * @throws TfliteException if the file is damaged
   */
  public static TfliteFile operators(String name, ByteBuffer bytes) {
    return FileReader.read(name, verified(bytes));
  }

  private static Model verified(ByteBuffer bytes) {
    ByteBuffer view = bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
    new FlatbufferVerifier(view).verify(TfliteSchema.IDENTIFIER, TfliteSchema.MODEL);
    return Model.getRootAsModel(view);
  }

  private static String name(Path file) {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        ? name.substring(0, name.length() - SUFFIX.length())
        : name;
  }

  private static <T> T mapped(Path file, Function<ByteBuffer, T> reader) {
    if (!Files.exists(file)) {
      throw new TfliteException(file + ": there is no such file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > MAX_FILE_BYTES) {
        throw new TfliteException("it has " + size + " bytes; allowed are " + MAX_FILE_BYTES);
      }
      return reader.apply(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    } catch (TfliteException e) {
      throw new TfliteException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new TfliteException(file + ": " + Unreadable.reason(file, e), e);
    }
  }
}
