package io.edgewise.search.weights;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes safetensors (github.com/huggingface/safetensors, README "Format"): eight bytes with the
 * length of the header, the header in JSON, and the arrays one behind the other.
 */
public final class SafetensorsWriter {

  /** The header ends at a multiple of so many bytes, filled with blanks, as the format's own do. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes arrays as 32-bit floats; the same arrays in the same order give the same bytes.
   *
   * @param arrays by name, in the order in which they are stored
   * @param metadata texts by key, for whoever opens the file
   */
  public static byte[] write(Map<String, NamedArray> arrays, Map<String, String> metadata) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    ObjectNode texts = header.putObject("__metadata__");
    metadata.forEach(texts::put);
    long end = 0;
    for (Map.Entry<String, NamedArray> entry : arrays.entrySet()) {
      NamedArray array = entry.getValue();
      long from = end;
      end += (long) Float.BYTES * array.values().length;
      ObjectNode json = header.putObject(entry.getKey()).put("dtype", "F32");
      array.shape().forEach(json.putArray("shape")::add);
      json.putArray("data_offsets").add(from).add(end);
    }
    byte[] text = padded(header.toString()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + text.length + end))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    for (NamedArray array : arrays.values()) {
      for (float value : array.values()) {
        file.putFloat(value);
      }
    }
    return file.array();
  }

  private static String padded(String header) {
    int bytes = header.getBytes(StandardCharsets.UTF_8).length;
    return header + " ".repeat(Math.floorMod(-bytes, ALIGNMENT));
  }
}
