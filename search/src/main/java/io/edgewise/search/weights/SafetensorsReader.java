package io.edgewise.search.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads safetensors (github.com/huggingface/safetensors, README "Format"): eight bytes with the
 * length of the header, the header in JSON, and the arrays one behind the other.
 */
final class SafetensorsReader {

  /** The format's own limit. */
  static final long MAX_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = 8;

  /** An extent says where an array lies, counted from the end of the header. */
  private record Extent(String name, NumberType type, List<Integer> shape, long from, long to) {}

  private SafetensorsReader() {}

  static SortedMap<String, NamedArray> read(byte[] file) {
    if (file.length < LENGTH_BYTES) {
      throw new WeightsException("it has " + file.length + " bytes; a header's length takes 8");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long header = bytes.getLong();
    if (header < 0 || header > Math.min(MAX_HEADER_BYTES, file.length - LENGTH_BYTES)) {
      throw new WeightsException(
          "its header has "
              + Long.toUnsignedString(header)
              + " bytes; allowed is what the file holds, "
              + (file.length - LENGTH_BYTES)
              + ", and at most "
              + MAX_HEADER_BYTES);
    }
    JsonNode json = UntrustedJson.object("header", file, LENGTH_BYTES, (int) header);
    ByteBuffer data =
        bytes.slice(LENGTH_BYTES + (int) header, file.length - LENGTH_BYTES - (int) header);
    return arrays(extents(json, data.capacity()), data);
  }

  private static SortedMap<String, NamedArray> arrays(List<Extent> extents, ByteBuffer data) {
    SortedMap<String, NamedArray> arrays = new TreeMap<>();
    for (Extent e : extents) {
      ByteBuffer bytes =
          data.slice((int) e.from(), (int) (e.to() - e.from())).order(ByteOrder.LITTLE_ENDIAN);
      arrays.put(e.name(), NamedArray.decode(e.name(), e.shape(), e.type(), bytes));
    }
    return arrays;
  }

  private static List<Extent> extents(JsonNode header, long available) {
    List<Extent> extents = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        extents.add(extent(entry.getKey(), entry.getValue(), available));
      }
    }
    extents.sort(Comparator.comparingLong(Extent::from).thenComparingLong(Extent::to));
    for (int i = 1; i < extents.size(); i++) {
      if (extents.get(i).from() < extents.get(i - 1).to()) {
        throw new WeightsException(
            extents.get(i - 1).name()
                + " and "
                + extents.get(i).name()
                + " overlap; allowed are arrays one behind the other");
      }
    }
    return extents;
  }

  private static Extent extent(String name, JsonNode json, long available) {
    NumberType type = NumberType.ofSafetensors(name, json.path("dtype").asText());
    List<Integer> shape =
        integers(name, "shape", json.path("shape")).stream()
            .map(extent -> narrow(name, extent))
            .toList();
    List<Long> offsets = integers(name, "data_offsets", json.path("data_offsets"));
    if (offsets.size() != 2
        || offsets.get(0) < 0
        || offsets.get(1) < offsets.get(0)
        || offsets.get(1) > available) {
      throw new WeightsException(
          name + " lies at " + offsets + "; allowed is within the " + available + " bytes of data");
    }
    long bytes = NamedArray.size(name, shape) * type.bytes();
    if (offsets.get(1) - offsets.get(0) != bytes) {
      throw new WeightsException(
          name
              + " has "
              + (offsets.get(1) - offsets.get(0))
              + " bytes; shape "
              + shape
              + " of "
              + type
              + " takes "
              + bytes);
    }
    return new Extent(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private static int narrow(String name, long extent) {
    if (extent < 0 || extent > NamedArray.MAX_VALUES) {
      throw new WeightsException(
          name + " has an extent of " + extent + ": allowed is 0 to " + NamedArray.MAX_VALUES);
    }
    return (int) extent;
  }

  private static List<Long> integers(String name, String field, JsonNode array) {
    List<Long> integers = new ArrayList<>();
    for (JsonNode element : array) {
      if (!element.isIntegralNumber() || !element.canConvertToLong() || integers.size() == 8) {
        throw new WeightsException(
            name + " has " + field + " " + array + ": allowed are at most 8 whole numbers");
      }
      integers.add(element.longValue());
    }
    if (!array.isArray()) {
      throw new WeightsException(name + " has no " + field);
    }
    return integers;
  }
}
