package io.edgewise.sim.tflite;

import io.edgewise.sim.settings.Unreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.tensorflow.lite.schema.Model;

/** Reads {@code .tflite} files, quantised or float. */
public final class TfliteReader {

  /** The suffix of the files. */
  public static final String SUFFIX = ".tflite";

  /** VGG-19 in floats has 575 MB. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  private TfliteReader() {}

  /**
   * Reads a file. Memory does not grow with the weights: they stay in the file.
   *
   * @throws TfliteException if there is no such file or it cannot be read as a network; the message
   *     names the file
   */
  public static TfliteNetwork read(Path file) {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    if (!Files.exists(file)) {
      throw new TfliteException(file + ": there is no such file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > MAX_FILE_BYTES) {
        throw new TfliteException("it has " + size + " bytes; allowed are " + MAX_FILE_BYTES);
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return read(
          name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
              ? name.substring(0, name.length() - SUFFIX.length())
              : name,
          bytes);
    } catch (TfliteException e) {
      throw new TfliteException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new TfliteException(file + ": " + Unreadable.reason(file, e), e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param name names the network in reports
   * @param bytes the whole file, from position 0 to the limit
   * @throws TfliteException if these bytes are no network that can be read
   */
  public static TfliteNetwork read(String name, ByteBuffer bytes) {
    ByteBuffer view = bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
    new FlatbufferVerifier(view).verify(TfliteSchema.IDENTIFIER, TfliteSchema.MODEL);
    return GraphReader.read(name, Model.getRootAsModel(view));
  }
}
