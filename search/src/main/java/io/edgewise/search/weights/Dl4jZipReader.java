package io.edgewise.search.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the zip file of a network that was trained here (org.deeplearning4j.util.ModelSerializer):
 * {@code configuration.json} names the layers, {@code coefficients.bin} has the numbers of all of
 * them, layer after layer. Both are read as what they are; nothing of Deeplearning4j is run and no
 * object is made of the file. What the optimiser keeps is passed over.
 */
final class Dl4jZipReader {

  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final int LONGEST_CONFIGURATION = 16 << 20;
  private static final int MOST_ENTRIES = 100;
  private static final int MOST_LAYERS = 10_000;

  private Dl4jZipReader() {}

  static SortedMap<String, NamedArray> read(Path file) throws IOException {
    Map<String, byte[]> entries = entries(file);
    byte[] configuration = required(entries, CONFIGURATION);
    JsonNode graph = UntrustedJson.object(CONFIGURATION, configuration, 0, configuration.length);
    return arrays(layers(graph), Dl4jNumbers.of(COEFFICIENTS, required(entries, COEFFICIENTS)));
  }

  private static byte[] required(Map<String, byte[]> entries, String name) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new WeightsException(
          "it has no "
              + name
              + "; allowed is the model.zip that edgewise train leaves, or that Deeplearning4j's"
              + " ModelSerializer makes of it");
    }
    return bytes;
  }

  private static Map<String, byte[]> entries(Path file) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    Set<String> seen = new HashSet<>();
    long passed = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = Zips.next(zip); entry != null; entry = Zips.next(zip)) {
        String name = entry.getName();
        if (!seen.add(name) || seen.size() > MOST_ENTRIES) {
          throw new WeightsException(
              "it holds " + name + " twice, or more than " + MOST_ENTRIES + " entries");
        }
        switch (name) {
          case CONFIGURATION -> entries.put(name, whole(name, zip, LONGEST_CONFIGURATION));
          case COEFFICIENTS -> entries.put(name, whole(name, zip, (int) WeightFile.MAX_BYTES));
          default -> passed += passOver(name, zip, WeightFile.MAX_BYTES - passed);
        }
      }
    }
    return entries;
  }

  private static byte[] whole(String name, InputStream entry, int most) throws IOException {
    byte[] bytes = entry.readNBytes(most + 1);
    if (bytes.length > most) {
      throw tooLong(name, most);
    }
    return bytes;
  }

  private static long passOver(String name, InputStream entry, long most) throws IOException {
    long bytes = entry.skip(most + 1);
    if (bytes > most) {
      throw tooLong(name, most);
    }
    return bytes;
  }

  private static WeightsException tooLong(String name, long most) {
    return new WeightsException(
        "its " + name + " has more than " + most + " bytes, which is not allowed");
  }

  /** The arrays in the order in which Deeplearning4j walks its layers. */
  private static List<Stored> layers(JsonNode graph) {
    JsonNode vertices = graph.path("vertices");
    JsonNode order = graph.path("topologicalOrderStr");
    if (!vertices.isObject() || !order.isArray() || order.size() > MOST_LAYERS) {
      throw new WeightsException(
          "its "
              + CONFIGURATION
              + " has no graph of at most "
              + MOST_LAYERS
              + " layers; allowed is that of a network that edgewise trained");
    }
    List<Stored> arrays = new ArrayList<>();
    Set<String> walked = new HashSet<>();
    for (JsonNode vertex : order) {
      String name = vertex.asText();
      JsonNode layer = vertices.path(name).path("layerConf").path("layer");
      if (walked.add(name) && layer.isObject()) {
        arrays.addAll(Dl4jLayer.of(name, layer).arrays(name, layer));
      }
    }
    return arrays;
  }

  private static SortedMap<String, NamedArray> arrays(List<Stored> layers, Dl4jNumbers numbers) {
    long size = layers.stream().mapToLong(Stored::size).sum();
    if (size != numbers.count()) {
      throw new WeightsException(
          "its "
              + COEFFICIENTS
              + " has "
              + numbers.count()
              + " numbers; the layers of its "
              + CONFIGURATION
              + " take "
              + size);
    }
    SortedMap<String, NamedArray> arrays = new TreeMap<>();
    for (Stored array : layers) {
      if (arrays.put(array.name(), array.permuted(numbers.next(array))) != null) {
        throw new WeightsException("two of its layers have " + array.name());
      }
    }
    return arrays;
  }
}
