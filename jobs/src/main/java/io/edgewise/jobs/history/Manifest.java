package io.edgewise.jobs.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.search.trial.SearchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A manifest says what was committed: exactly these files. It appears in one step, and with it what
 * it names.
 *
 * @param first with the next the generations it holds; both {@link #BEFORE_FIRST} for a search's
 *     creation
 * @param last at least {@code first}
 * @param attempt names the try that wrote it, and so its files
 * @param token of the lease it was written under: grows with every writer, so that a writer who
 *     lost the lease can be told from the one who has it
 */
record Manifest(
    SearchId search, int first, int last, String attempt, long token, List<TableFile> files) {

  static final int BEFORE_FIRST = -1;
  static final long MAX_BYTES = 64 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ATTEMPT = Pattern.compile("[0-9a-z-]{1,60}");

  Manifest {
    files = List.copyOf(files);
    if (first < BEFORE_FIRST || last < first) {
      throw new IllegalArgumentException("holds generations " + first + " to " + last);
    }
    if (!ATTEMPT.matcher(attempt).matches()) {
      throw new IllegalArgumentException("has an attempt \"" + attempt + "\"");
    }
  }

  /** The one file that a generation has in a table, if any. */
  List<TableFile> files(Table table) {
    return files.stream().filter(file -> file.table() == table).toList();
  }

  boolean holds(int generation) {
    return first <= generation && generation <= last;
  }

  /** It is neither a search's creation nor several generations in one. */
  boolean isOfOneGeneration() {
    return first == last && first != BEFORE_FIRST;
  }

  byte[] toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", "edgewise-history");
    json.put("schema", SchemaVersion.CURRENT.toString());
    json.put("search_id", search.value());
    json.put("first_generation", first);
    json.put("last_generation", last);
    json.put("attempt", attempt);
    json.put("token", token);
    ArrayNode list = json.putArray("files");
    for (TableFile file : files) {
      list.addObject()
          .put("table", file.table().folder())
          .put("generation", file.generation())
          .put("path", file.path(search))
          .put("rows", file.rows())
          .put("bytes", file.bytes())
          .put("sha256", file.sha256());
    }
    json.put("checksum", checksum(json));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param search whose manifest it must be
   * @throws IllegalArgumentException if it is not a manifest of this search, and whole
   * @throws HistoryException if a newer version of Edgewise wrote it
   */
  static Manifest fromJson(SearchId search, byte[] bytes) {
    ObjectNode json = parse(bytes);
    requireChecksum(json);
    requireReadable(search, text(json, "schema"));
    if (!text(json, "search_id").equals(search.value())) {
      throw new IllegalArgumentException("belongs to search " + text(json, "search_id"));
    }
    List<TableFile> files = new ArrayList<>();
    for (JsonNode entry : field(json, "files")) {
      files.add(file(search, entry));
    }
    return new Manifest(
        search,
        (int) integer(json, "first_generation"),
        (int) integer(json, "last_generation"),
        text(json, "attempt"),
        integer(json, "token"),
        files);
  }

  private static void requireReadable(SearchId search, String version) {
    if (SchemaVersion.parse(version).major() > SchemaVersion.CURRENT.major()) {
      throw new HistoryException(
          String.format(
              Locale.ROOT,
              "search %s was written by a newer Edgewise, with schema version %s; this one reads"
                  + " up to %d.x. Use the newer one",
              search,
              version,
              SchemaVersion.CURRENT.major()));
    }
  }

  private static TableFile file(SearchId search, JsonNode entry) {
    String path = text(entry, "path");
    TableFile file =
        new TableFile(
            Table.of(text(entry, "table")),
            (int) integer(entry, "generation"),
            path.substring(path.lastIndexOf('/') + 1),
            integer(entry, "rows"),
            integer(entry, "bytes"),
            text(entry, "sha256"));
    if (!file.path(search).equals(path)) {
      throw new IllegalArgumentException(
          "names " + path + " where " + file.path(search) + " should be");
    }
    return file;
  }

  private static ObjectNode parse(byte[] bytes) {
    try {
      if (JSON.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("is not a JSON object");
  }

  /** Fields of a newer minor version are ignored, but they are part of the checksum. */
  private static void requireChecksum(ObjectNode json) {
    String stated = text(json, "checksum");
    ObjectNode rest = json.deepCopy();
    rest.remove("checksum");
    if (!checksum(rest).equals(stated)) {
      throw new IllegalArgumentException("does not match its checksum: it was changed");
    }
  }

  private static String checksum(ObjectNode json) {
    try {
      return TableFile.sha256(JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("lacks " + name);
    }
    return value;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("has " + name + " " + value + ", not a text");
    }
    return value.textValue();
  }

  private static long integer(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("has " + name + " " + value + ", not an integer");
    }
    return value.longValue();
  }
}
